"""What newsrooms really send, through Kafka: every dialect gives the same stored story, and a picture is no fault."""

import json
import shutil
from pathlib import Path

from tests.integration.installation import Installation, lines, soldiers, until
from tests.integration.test_commands import muster

EXAMPLES = Path(__file__).parent.parent / "pipeline" / "intake" / "examples"
FILES = sorted(path.name for path in EXAMPLES.iterdir() if path.suffix in {".json", ".xml"})
URI = b"urn:northwire:2026:portugal-romania"
ITEM_ID = b"5f0c2b1d9e7a4c3b8a6d1e0f2c4b6a89"
# what a dialect has no word for, and what plain text can't have
OTHERWISE: dict[str, dict[str, object]] = {
    "ap.json": {"provider": "AP", "url": None},
    "superdesk.json": {"url": None},
    "plain.json": {"beside": []},
}


def own(name: str) -> tuple[bytes, str]:
    """An example as a story of its own, and its uri."""
    value = (EXAMPLES / name).read_bytes()
    if name == "ap.json":
        return value, f"urn:ap:{ITEM_ID.decode()}"
    uri = f"urn:northwire:{name}"
    return value.replace(URI, uri.encode()), uri


def test_every_dialect_is_stored_as_the_same_story(installation: Installation) -> None:
    sent = {name: own(name) for name in FILES}
    installation.publish(*(value for value, _ in sent.values()))
    with installation.worker() as worker:
        installation.wait(worker)
        found = installation.look()

    assert not found.dead_letters
    assert set(found.stories) == {uri for _, uri in sent.values()}
    # ten copies of one story
    assert len(set(found.origins.values())) == 1
    assert [alert.kind for alert in found.alerts.values()] == ["new"]
    # not every dialect has a word for a parent: tests/pipeline/intake/test_same_story.py
    own_fields = {"uri", "claims", "withdrawn_claims", "evolvedfrom"}
    (caption,) = found.stories["urn:northwire:nitf.xml"].beside
    expected = found.stories["urn:northwire:nitf.xml"].model_dump(mode="json", exclude=own_fields)
    assert caption == "Soldiers leave a ferry at Constanța, November 20, 2026"
    assert expected["troop_counts"]
    for name, (_, uri) in sent.items():
        stored = found.stories[uri].model_dump(mode="json", exclude=own_fields)
        assert stored == expected | OTHERWISE.get(name, {}), name


def test_pictures_are_passed_over_however_many_and_stop_no_worker(installation: Installation) -> None:
    strict = installation.with_(dead_letter_limit=1)
    picture = {"guid": "urn:picture", "type": "picture", "priority": 3, "headline": "A ferry at Constanța"}
    strict.publish(*[picture] * 20, soldiers("urn:test:after", 2_400))
    with strict.worker() as worker:
        strict.wait(worker)
        found = strict.look()
    assert list(found.stories) == ["urn:test:after"]
    assert not found.dead_letters
    passed_over = lines(strict.log(), "passed over")
    assert len(passed_over) == 20
    assert "so_far=20" in passed_over[-1]
    assert "is of type 'picture'; only text is read" in passed_over[-1]


def test_a_kill_in_one_dialect_kills_what_came_in_another(installation: Installation) -> None:
    value = (EXAMPLES / "superdesk.json").read_bytes()
    killed = {**json.loads(value), "pubstatus": "canceled"}
    with installation.worker() as worker:
        installation.publish((EXAMPLES / "newsml-g2.xml").read_bytes())
        installation.wait(worker)
        assert len(installation.look().searchable) == 1
        installation.publish(killed)
        installation.wait(worker)
        found = installation.look()
    assert found.stories[URI.decode()].pubstatus == "canceled"
    assert not found.searchable
    assert sorted(alert.kind for alert in found.alerts.values()) == ["new", "withdrawn"]


def test_a_language_that_nobody_named_is_found_out_and_its_captions_are_searched(
    installation: Installation, tmp_path: Path
) -> None:
    text = "<p>Unas 1.200 soldados portugueses han desembarcado en Constanza, dijo el ministerio.</p>"
    feed = (EXAMPLES / "rss.xml").read_text(encoding="utf-8")
    (tmp_path / "feed.rss").write_text(feed, encoding="utf-8")
    (tmp_path / "page.html").write_text(f"{text}<figure><figcaption>El transbordador</figcaption></figure>")
    shutil.copy(EXAMPLES / "nitf.xml", tmp_path)
    with installation.worker() as worker:
        published = muster(installation, "publish", str(tmp_path))
        assert published.returncode == 0, published.stderr
        assert "3 published" in published.stderr
        installation.wait(worker)
        page = installation.look().stories["file:page.html"]
    assert page.language == "es"
    assert page.notes == ("not enriched: no model for the language 'es'",)
    assert "1 of 1 stories" in muster(installation, "search", "transbordador").stdout


def test_what_publish_sends_of_a_list_are_its_articles(installation: Installation, tmp_path: Path) -> None:
    listed = tmp_path / "list.json"
    listed.write_text(json.dumps([soldiers("urn:test:one", 1_000), soldiers("urn:test:two", 2_000)]))
    refused = muster(installation, "publish", str(listed))
    assert refused.returncode == 2
    assert "holds 2 articles" in refused.stderr
    assert muster(installation, "publish", "--from-feed", str(listed)).returncode == 0
    until(lambda: len(installation.messages("articles")) == 2, timeout=20)
    assert [key for key, _ in sorted(installation.messages("articles"), key=str)] == [
        "urn:test:one",
        "urn:test:two",
    ]
