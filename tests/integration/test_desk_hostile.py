"""A story that would break a page that trusts it, on every page that says something of it: it is text everywhere."""

import asyncio
import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.testclient import TestClient

from consumers.desk.app import create_app
from consumers.stored.elastic import Store
from deploy.local import LocalServers
from schemas import EntityMention, Quote, Rule, Source, Speaker, Story
from tests.browser.stories import HOSTILE
from tests.integration.installation import Installation
from tests.integration.stocked import stocked
from tests.integration.test_desk import indexed
from tests.pipeline.claims.newsroom import wire

URI = "urn:<script>\"'>&?#%2F🪖"
LONG = "x" * 1_000_000
LONG_NAME = "y" * 20_000
FORMULA = "=cmd|' /C calc'!A0"
TURNED = "\u202e"
_ISOLATING = {"bdi", "title", "option", "textarea", "desc"}


def hostile(uri: str, name: str, time: str) -> Story:
    """A story whose every word is somebody's: headline, provider, byline, speaker, source, names, what is beside it."""
    made = wire(uri, name, time, "3,000 KP in RU", f"{time[:2]}00 Wagner killed in ML")
    text = f"{made.text}\n{name} said: {name} {LONG if name == LONG_NAME else ''}"
    start = len(made.text) + 1
    counts = tuple(
        count.model_copy(update={"source": Source(text=name, name=name)}) for count in made.troop_counts
    )
    speaker = Speaker(start=start, end=start + len(name), text=name, name=name)
    fields: dict[str, Any] = {
        "text": text,
        "headline": name,
        "byline": name,
        "url": "javascript:alert(1)",
        "language": 'en"><script>',
        "notes": (name,),
        "beside": (name, f"{name} | a\n{name} | b"),
        "troop_counts": counts,
        "entities": (
            EntityMention(start=start, end=start + len(name), text=name, name=name, type="PERSON", role=name),
        ),
        "quotes": (Quote(spans=((start, len(text)),), kind="indirect", cue=None, speaker=speaker),),
    }
    return made.model_copy(update=fields)


@pytest.fixture(scope="module")
def client(servers: LocalServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with indexed(servers, tmp_path_factory.mktemp("hostile")) as installation:
        asyncio.run(fill(installation))
        with TestClient(create_app(installation.settings), base_url="http://127.0.0.1") as client:
            rule = {"name": HOSTILE[:90], "search": "officials", "forces": [HOSTILE[:100]]}
            assert client.post("/api/rules", json={"rule": rule}).status_code == 200
            mark = {"story": URI, "about": "entity", "verdict": "corrected", "note": HOSTILE}
            at = hostile(URI, HOSTILE, "08:00").entities[0]
            right = {"name": HOSTILE[:200]}
            marked = client.post(
                "/api/feedback", json={**mark, "start": at.start, "end": at.end, "right": right}
            )
            assert marked.status_code == 200, marked.text
            yield client


async def fill(installation: Installation) -> None:
    store = Store(installation.settings)
    try:
        await stocked(
            store,
            [
                hostile(URI, HOSTILE, "08:00"),
                hostile("urn:long", LONG_NAME, "09:00"),
                hostile("=1+1", FORMULA, "10:00"),
            ],
            [Rule(name="everyone"), Rule(name=HOSTILE[:90])],
        )
    finally:
        await store.close()


PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("/", {}),
    ("/", {"q": HOSTILE}),
    ("/", {"q": "officials"}),
    ("/names", {"q": "<scr"}),
    ("/copies", {"origin": URI}),
    ("/story", {"uri": URI}),
    ("/story", {"uri": "urn:long"}),
    ("/story", {"uri": HOSTILE}),
    ("/feedback", {"uri": URI}),
    ("/feedback", {"uri": "urn:long"}),
    ("/quotes", {}),
    ("/quotes", {"speaker": HOSTILE, "about": HOSTILE}),
    ("/counts", {"force": "KP"}),
    ("/counts", {"force": "Wagner", "role": "killed"}),
    ("/counts", {"force": HOSTILE, "place": "RU"}),
    ("/counts", {"place": HOSTILE}),
    ("/counts.svg", {"force": "KP"}),
    ("/alerts", {}),
    ("/alerts", {"rule": HOSTILE[:90]}),
    ("/rules", {}),
    ("/rules", {"saved": HOSTILE}),
    ("/rules/show", {"name": HOSTILE[:90]}),
    ("/rules/remove", {"name": HOSTILE[:90]}),
    ("/rules/new", {"search": HOSTILE, "force": HOSTILE, "place": HOSTILE}),
    ("/sign-in", {"next": HOSTILE}),
    (f"/{HOSTILE}", {}),
)


# aiohttp's word on a body of more than 1 MB
@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
@pytest.mark.parametrize(("path", "params"), PAGES)
def test_it_is_text_on_every_page(client: TestClient, path: str, params: dict[str, str]) -> None:
    answer = client.get(path, params=params)
    assert answer.status_code < 500, answer.text[:300]
    page = LexborHTMLParser(answer.text)
    assert not page.css("img, iframe, object, embed, [style], [onerror], [onclick], main style")
    assert all(script.attributes.get("src") for script in page.css("script"))
    for link in page.css("[href], [action], [formaction]"):
        for name in ("href", "action", "formaction"):
            assert (
                not (link.attributes.get(name) or "").lower().startswith(("javascript", "data", "vbscript"))
            )
    own = len(LONG) if (path, params) == ("/story", {"uri": "urn:long"}) else 0
    assert len(answer.content) < own + 400_000, "a word without end is cut, save in the story's own text"
    for node in page.root.traverse(include_text=True) if page.root else ():
        if node.tag == "-text" and TURNED in node.text(deep=False):
            assert isolated(node), f"it turns what is beside it round: {node.parent and node.parent.html}"


def isolated(node: LexborNode) -> bool:
    """Whether what it does to the direction of writing ends with itself, or the line has nothing else in it."""
    above: LexborNode | None = node.parent
    while above is not None and above.tag not in ("body", "html", "head"):
        if above.tag in _ISOLATING or "dir" in above.attributes or "data-says" in above.attributes:
            # a note is plain text, and isolates what is turned by itself
            return True
        if above.tag in ("p", "li", "h1", "h2", "h3", "td", "th", "dd", "div"):
            # the whole of its line
            return not above.text(strip=True).replace(node.text(deep=False).strip(), "", 1)
        above = above.parent
    return False


def test_no_file_has_a_formula_in_it(client: TestClient) -> None:
    for path in ("/export.csv", "/api/counts.csv?force=Wagner&role=killed"):
        answer = client.get(path)
        assert answer.status_code == 200
        rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        assert len(rows) > 0
        cells = [cell for row in rows for cell in row.values() if cell]
        assert f"'{FORMULA}" in cells, path
        assert not [cell[:30] for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝＋－＠\t\r")], path
        assert max(map(len, cells)) < 33_000, "no cell is longer than a spreadsheet takes"
    lines = client.get("/export.jsonl").text.split("\n")
    assert {json.loads(line)["uri"] for line in lines if line} == {URI, "urn:long", "=1+1"}


def test_the_title_of_a_page_is_text_of_one_line(client: TestClient) -> None:
    for uri in (URI, "urn:long"):
        title = re.search(r"<title>(.*)</title>", client.get("/story", params={"uri": uri}).text)
        assert title
        assert "<" not in title[1]
        assert len(title[1]) < 600
