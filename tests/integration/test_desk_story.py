"""What the page of a story says beside its words, on a real Elasticsearch: what keeps it, what stood beside it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

from deploy.local import LocalServers
from tests.browser.stories import HOSTILE
from tests.integration.installation import Installation
from tests.integration.test_desk import desk, indexed, store, story


@pytest.fixture
def installation(servers: LocalServers, tmp_path: Path) -> Iterator[Installation]:
    with indexed(servers, tmp_path) as installation:
        yield installation


def test_a_story_says_what_keeps_it_what_was_not_read_and_what_stood_beside_it(
    installation: Installation,
) -> None:
    later = datetime.now(UTC) + timedelta(days=30)
    lines = "By Ana Ruiz\n\nKirby said on Monday that 3,000 soldiers had come to the harbour.\n\n© 2026 Example Wire"
    store(
        installation,
        story("urn:held", "secret words", embargoed=later, headline="secret headline"),
        story("urn:newer", "Kirby said 3,000 soldiers came", version=1),
        story("urn:newer", "secret words", version=2, embargoed=later),
        story("urn:past", "old words", embargoed="2020-01-02T03:04:00Z"),
        story("urn:ru", "Солдаты пришли в порт", language="ru", notes=["not enriched: no model for the language 'ru'"]),
        story("urn:beside", lines, quotes=[], beside=["State | Soldiers\nNorway | 450", f"Caption {HOSTILE}"]),
        story("urn:copy", "copied words", extractor="muster-9.9 model-1"),
    )  # fmt: skip
    with desk(installation.settings) as client:

        def shown(uri: str) -> str:
            answer = client.get("/story", params={"uri": uri})
            assert answer.status_code == 200, uri
            return unescape(answer.text)

        held = client.get("/story", params={"uri": "urn:held"})
        assert held.status_code == 410
        assert f"under embargo until {later.day} {later:%b %Y}" in held.text
        for path in ("/api/stories/urn:held", "/feedback?uri=urn:held", "/api/versions?uri=urn:held"):
            answer = client.get(path)
            assert (answer.status_code, "secret" in answer.text) == (410, False), path
        newer = shown("urn:newer")
        assert "A newer version is under embargo until" in newer
        assert "Kirby" in newer
        assert "secret" not in newer
        assert client.get("/api/stories?q=secret").json()["found"] == []
        assert "2 Jan 2020, 03:04 UTC" in shown("urn:past")
        foreign = shown("urn:ru")
        assert "Nothing is marked in it: Muster has no model for Russian" in foreign
        assert 'lang="ru"' in foreign
        beside = client.get("/story", params={"uri": "urn:beside"}).text
        assert '<td dir="auto">Norway</td><td dir="auto">450</td>' in beside
        assert "Caption &lt;script&gt;" in beside
        assert "<script>window" not in beside
        assert '<span class="furniture">By Ana Ruiz</span>' in beside
        assert '<span class="furniture">© 2026 Example Wire</span>' in beside
        assert "with the model model-1" in shown("urn:copy")
