"""The desk on a real Elasticsearch: what its pages and its API answer, to whom, and what they refuse."""

import asyncio
import csv
import io
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from consumers.desk.app import create_app
from consumers.desk.users import Users
from consumers.settings import Settings
from consumers.stages.index import Index
from consumers.stored import indices
from consumers.stored.elastic import Store
from deploy.local import LocalServers
from pipeline.copies.signature import signature
from schemas import EntityMention, Force, Item, Number, Quote, Speaker, Story, TroopCount
from tests.browser.stories import HOSTILE
from tests.integration.installation import Installation
from tests.integration.test_contract import once

HERE = "http://127.0.0.1"

PROSE = (
    "Four grey ships have lain off the harbour of Narvik since Sunday, the port authority said, and none of them has"
    " said what it carries. Dockers were told to stay at home, the road to the quay is closed, and the school next to"
    " it is empty. The mayor said that nobody had told her anything, and that she had learned of it from a fisherman."
)


def story(uri: str, text: str, **more: Any) -> Story:
    """A story that says so, with John Kirby and 3,000 North Korean soldiers where the text has them."""
    has_kirby, has_figure = "Kirby" in text, "3,000" in text
    kirby, figure = max(0, text.find("Kirby")), max(0, text.find("3,000"))
    named = EntityMention(start=kirby, end=kirby + 5, text="Kirby", type="PERSON", name="John Kirby")
    number = Number(
        start=figure, end=figure + 5, text="3,000", low=3000, high=3000, bound="exact", unit=None,
        item=Item(text="soldiers", lemma="soldier"),
    )  # fmt: skip
    count = TroopCount(
        number=0, force=Force(name="North Korea", iso="KP"), role="present", measure="total", status="actual",
        source=None, historic=False,
    )  # fmt: skip
    quote = Quote(
        spans=((0, max(1, len(text))),), kind="indirect", cue=None,
        speaker=Speaker(start=kirby, end=kirby + 5, text="Kirby", name="John Kirby"),
    )  # fmt: skip
    fields: dict[str, Any] = {
        "uri": uri,
        "version": 1_794_809_100_000,
        "pubstatus": "usable",
        "headline": f"Headline of {uri}",
        "text": text,
        "language": "en",
        "provider": "Test Wire",
        "published": "2026-11-16T06:00:00Z",
        "byline": None,
        "url": "https://wire.example/1",
        "text_sha256": sha256(text.encode()).hexdigest(),
        "extractor": "muster-test",
        "signature": signature(text),
        "entities": [named] if has_kirby else [],
        "quotes": [quote] if has_kirby else [],
        "numbers": [number] if has_figure else [],
        "troop_counts": [count] if has_figure else [],
    }
    return Story.model_validate(fields | more)


@contextmanager
def indexed(servers: LocalServers, home: Path) -> Iterator[Installation]:
    """Indices that no one else has; the desk needs no topic."""
    settings = Settings(
        _env_file=None,
        home=home,
        elasticsearch=servers.addresses.elasticsearch,
        prefix=f"t{uuid.uuid4().hex[:8]}-",
        analyzer="standard",
    )
    asyncio.run(indices.create(settings))
    yield Installation(settings)
    asyncio.run(indices.delete(settings))


@pytest.fixture
def installation(servers: LocalServers, tmp_path: Path) -> Iterator[Installation]:
    """One of the test's own."""
    with indexed(servers, tmp_path) as installation:
        yield installation


@pytest.fixture(scope="module")
def empty(servers: LocalServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One without a story, for what no story is needed for."""
    with indexed(servers, tmp_path_factory.mktemp("empty")) as installation:
        yield installation


def store(installation: Installation, *stories: Story) -> None:
    """Have the stage index store stories, and searches find them."""
    values = [each.model_dump_json().encode() for each in stories]

    async def run() -> None:
        tray = await once(Index(installation.settings), values)
        assert not tray.rejected
        client = Store(installation.settings)
        for alias in ("stories-all", "versions"):
            await client.refresh(alias)
        await client.close()

    asyncio.run(run())


@contextmanager
def desk(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(installation: Installation) -> Iterator[TestClient]:
    with desk(installation.settings) as client:
        yield client


@pytest.fixture
def visitor(empty: Installation) -> Iterator[TestClient]:
    with desk(empty.settings) as client:
        yield client


def listed(page: str) -> list[str]:
    """The headlines of a search page, in order."""
    return [
        re.sub("<[^>]*>", "", each).strip()
        for each in re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", page, re.DOTALL)
    ]


def token(client: TestClient) -> str:
    found = re.search(r'name="csrf" content="([^"]+)"', client.get("/sign-in").text or "")
    page = client.get("/").text if found is None else ""
    found = found or re.search(r'name="csrf" content="([^"]+)"', page)
    assert found
    return found[1]


# --- searching


def test_each_field_narrows_down(installation: Installation, client: TestClient) -> None:
    store(
        installation,
        story("urn:a", "Kirby said 3,000 soldiers came"),
        story("urn:b", "A bridge fell near Oslo", provider="Other Post", published="2026-10-01T00:00:00Z"),
    )
    for typed, uris in {
        "soldiers": ["urn:a"],
        "bridge | soldiers": ["urn:a", "urn:b"],
        '"said 3,000"': ["urn:a"],
        "-bridge": ["urn:a"],
        "speaker:kirby": ["urn:a"],
        'person:"john kirby"': ["urn:a"],
        "-person:kirby": ["urn:b"],
        "force:KP": ["urn:a"],
        'force:"North Korea"': ["urn:a"],
        "provider:post": ["urn:b"],
        "number>2999": ["urn:a"],
        "number>3000": [],
        "number:3,000": ["urn:a"],
        "number<100": [],
        "after:2026-11": ["urn:a"],
        "before:2026-11": ["urn:b"],
        "on:2026-10-01": ["urn:b"],
        "language:en": ["urn:a", "urn:b"],
        "": ["urn:a", "urn:b"],
        "nowhere": [],
    }.items():
        answer = client.get("/api/stories", params={"q": typed})
        assert answer.status_code == 200, answer.text
        assert sorted(hit["uri"] for hit in answer.json()["found"]) == uris, typed
        page = client.get("/", params={"q": typed})
        assert sorted(listed(page.text)) == [f"Headline of {uri}" for uri in uris], typed


def test_what_cannot_be_understood_is_said_and_elasticsearch_never_sees_it(visitor: TestClient) -> None:
    for typed in ("(" * 900, "a|" * 400, "number>x", "x" * 5_000):
        for path in ("/", "/api/stories", "/copies", "/export.csv"):
            answer = visitor.get(path, params={"q": typed, "origin": "x"})
            assert answer.status_code == 400, (path, typed[:10])
    assert "has no number" in visitor.get("/", params={"q": "number>x"}).text


def test_copies_are_folded_under_the_first_and_can_be_unfolded(
    installation: Installation, client: TestClient
) -> None:
    copies = [
        story(f"urn:copy:{i:02}", PROSE, published=f"2026-11-16T06:{i:02}:00Z", version=1_794_809_100_000 + i)
        for i in range(12)
    ]
    store(installation, *copies, story("urn:own", "A fisherman saw ships off Narvik"))
    page = client.get("/", params={"q": "ships"}).text
    assert "and 11 copies" in page
    assert "13 stories" in page
    assert len(listed(page)) == 2
    origin = client.get("/api/stories", params={"q": "ships", "size": 1}).json()["found"][0]["origin"]
    part = client.get("/copies", params={"q": "ships", "origin": origin}, headers={"hx-request": "true"}).text
    assert part.count("/story?uri=") == 11
    assert "<html" not in part
    # a copy that alone fits a search is shown, though it is not the origin
    found = client.get("/api/stories", params={"q": "ships", "fold": False, "size": 50}).json()["found"]
    assert len(found) == 13


def test_pages_follow_one_another_without_gaps_and_repeats(
    installation: Installation, client: TestClient
) -> None:
    copied = [
        story(
            f"urn:copy:{i:02}",
            PROSE,
            published=f"2026-11-{1 + i % 20:02}T06:00:00Z",
            version=1_794_809_100_000 + i,
        )
        for i in range(30)
    ]
    own = [
        story(
            f"urn:own:{i:02}", f"ships {i}", published=f"2026-11-{1 + i % 20:02}T06:00:00Z" if i % 5 else None
        )
        for i in range(30)
    ]
    store(installation, *copied, *own)
    for sort in ("newest", "best"):
        seen: list[str] = []
        after = None
        for _ in range(40):
            params = {"q": "ships", "sort": sort, "size": 4} | ({"after": after} if after else {})
            answer = client.get("/api/stories", params=params).json()
            seen += [hit["uri"] for hit in answer["found"]]
            assert len(answer["found"]) <= 4
            after = answer["next"]
            if after is None:
                break
        assert after is None
        assert len(seen) == len(set(seen)) == 31, sort
        assert sum(uri.startswith("urn:copy") for uri in seen) == 1
    page = client.get("/", params={"q": "ships", "sort": "newest"}).text
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following
    rest = client.get(following[1].replace("&amp;", "&")).text
    assert len(listed(page)) == 20
    assert len(listed(rest)) == 11


def test_a_cursor_that_is_none_is_refused(visitor: TestClient) -> None:
    for after in ("x", "W10", "WzEsMl0", "é", "A" * 10_000):
        assert visitor.get("/", params={"after": after}).status_code == 400
        assert visitor.get("/api/stories", params={"after": after}).status_code == 400


def test_facets_count_and_narrow(installation: Installation, client: TestClient) -> None:
    store(installation, *(story(f"urn:{i}", f"Kirby said 3,000 soldiers came, {i}") for i in range(3)))
    answer = client.get("/api/stories").json()
    assert answer["facets"]["person"] == [{"name": "John Kirby", "stories": 3}]
    assert answer["dates"] == [{"since": "2026-11-16", "until": "2026-11-17", "stories": 3}]
    page = client.get("/").text
    assert "/?q=person%3A%22John+Kirby%22" in page
    assert "after%3A2026-11-16+before%3A2026-11-17" in page


def test_names_come_as_one_types(installation: Installation, client: TestClient) -> None:
    store(installation, story("urn:a", "Kirby said 3,000 soldiers came"))
    for typed in ("kir", "ships jo", 'person:"john k', "person:Kir"):
        (found,) = client.get("/api/names", params={"q": typed}).json()
        assert found["name"] == "John Kirby"
        assert found["search"].endswith('person:"John Kirby" ')
    for typed in ("", "k", "before:2026", ".*", "a" * 3_000, "\\", "ki[", '"', "#@&<>~", "K\u0130r"):
        assert client.get("/api/names", params={"q": typed}).status_code == 200, typed
    assert 'role="option"' in client.get("/names", params={"q": "kir"}).text


def test_exports_hold_all_that_is_found_and_no_formula(
    installation: Installation, client: TestClient
) -> None:
    store(
        installation,
        story("=1+1", "@SUM(1) ships", headline='=HYPERLINK("evil")', provider="-2"),
        *(story(f"urn:{i}", f"ships {i}, 3,000 soldiers") for i in range(250)),
    )
    answer = client.get("/export.csv", params={"q": "ships"})
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == 251
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "@", "-", "+")]
    assert "3,000 North Korea present actual" in {row["troop_counts"] for row in rows}
    lines = client.get("/export.jsonl", params={"q": "ships"}).text.splitlines()
    assert len(lines) == 251
    assert "signature" not in json.loads(lines[0])


# --- a story


def test_a_story_is_shown_with_its_marks(installation: Installation, client: TestClient) -> None:
    text = "🪖 Kirby said 3,000 soldiers came"
    store(installation, story("urn:a/b?c=d#e", text))
    page = client.get("/story", params={"uri": "urn:a/b?c=d#e"}).text
    assert re.search(r'class="m quote troops"[^>]*>3,000</span>', page)
    start = text.index("3,000")
    assert f"#c={start}-{start + 5}" in page
    assert "3,000 North Korean troops" in page
    answer = client.get("/api/stories/urn:a%2Fb%3Fc=d%23e")
    assert answer.json()["text"] == text


# aiohttp's word on a body of more than 1 MB
@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
def test_a_hostile_story_is_text(installation: Installation, client: TestClient) -> None:
    uri = "urn:<script>\"'>&?#%2F🪖\u202e"
    hostile = f"Kirby {HOSTILE} 3,000"
    name = EntityMention(start=0, end=5, text="Kirby", type="PERSON", name=HOSTILE, role=HOSTILE)
    store(
        installation,
        story(
            uri, hostile, headline=HOSTILE, provider=HOSTILE, byline=HOSTILE, url="javascript:alert(1)",
            entities=[name], notes=[HOSTILE], language='en"><script>',
        ),
        story("urn:long", "x" * 1_000_000 + " hostile", headline="y" * 1_000_000, provider="z" * 30_000),
    )  # fmt: skip
    for path, params in (
        ("/", {"q": "window"}),
        ("/", {"q": HOSTILE}),
        ("/", {}),
        ("/story", {"uri": uri}),
        ("/story", {"uri": "urn:long"}),
        ("/names", {"q": "<scr"}),
        ("/story", {"uri": HOSTILE}),
        ("/copies", {"origin": HOSTILE}),
    ):
        answer = client.get(path, params=params)
        assert answer.status_code in (200, 400, 404), path
        assert "<script>window" not in answer.text
        assert "<img" not in answer.text
        assert 'href="javascript' not in answer.text.lower()
        assert " style=" not in answer.text
        assert not re.search(r"<script(?! src=\")", answer.text)
    assert len(client.get("/", params={"q": "hostile"}).text) < 100_000


@pytest.mark.parametrize("uri", ["", "urn:none", "x" * 600, "\x00", "../../etc", "%"])
def test_a_story_that_is_not_there_is_a_clear_page(visitor: TestClient, uri: str) -> None:
    answer = visitor.get("/story", params={"uri": uri})
    assert answer.status_code == 404
    assert "There is no story" in answer.text


def test_the_versions_of_a_story_and_what_changed(installation: Installation, client: TestClient) -> None:
    texts = [
        "Norway has sent 3,000 soldiers.",
        "Norway has sent 2,000 soldiers.",
        "Norway has sent 1,000 soldiers.",
    ]
    versions = [story("urn:v", text, version=1_000_000 + at) for at, text in enumerate(texts)]
    # two in one batch, one later, one of them again
    store(installation, *versions[:2])
    store(installation, versions[1])
    store(installation, versions[2], versions[0])
    found = client.get("/api/versions", params={"uri": "urn:v"}).json()
    assert [one["version"] for one in found] == [1_000_001, 1_000_000]
    part = client.get("/story/changes", params={"uri": "urn:v", "version": 1_000_000}).text
    assert re.search(r"<del>.*3,000</del>", part)
    assert re.search(r"<ins>.*2,000</ins>", part)
    changed = client.get("/api/changes", params={"uri": "urn:v", "version": 1_000_000}).json()
    assert {"how": "new", "text": "1,000"} in changed[0]["parts"]
    assert client.get("/story/changes", params={"uri": "urn:v", "version": 5}).status_code == 404
    assert "What changed after it" in client.get("/story", params={"uri": "urn:v"}).text


def test_a_killed_story_keeps_no_words_of_any_version(installation: Installation, client: TestClient) -> None:
    store(installation, story("urn:k", "secret one", version=1), story("urn:k", "secret two", version=2))
    kill = story("urn:k", "", version=3, pubstatus="canceled", headline=None)
    store(installation, kill)
    store(installation, kill, story("urn:k", "secret two", version=2))
    answer = client.get("/story", params={"uri": "urn:k"})
    assert answer.status_code == 410
    assert "killed" in answer.text

    async def words() -> str:
        client = Store(installation.settings)
        hits = await client.client.search(index=client.name("versions"), size=10)
        await client.close()
        assert hits["hits"]["total"]["value"] == 1
        return json.dumps(hits.body)

    assert "secret" not in asyncio.run(words())
    for path in ("/story/changes", "/api/changes"):
        assert client.get(path, params={"uri": "urn:k", "version": 1}).status_code == 410


def test_a_withheld_story_is_not_shown(installation: Installation, client: TestClient) -> None:
    store(
        installation, story("urn:w", "secret", version=1), story("urn:w", "", version=2, pubstatus="withheld")
    )
    answer = client.get("/story", params={"uri": "urn:w"})
    assert answer.status_code == 410
    assert "secret" not in answer.text


# --- who may


def test_without_sign_in_only_this_machines_names_are_answered(visitor: TestClient) -> None:
    assert visitor.get("/", headers={"host": "evil.example"}).status_code == 400
    for host in ("127.0.0.1:8600", "localhost:8600", "[::1]:8600"):
        assert visitor.get("/", headers={"host": host}).status_code == 200, host


@pytest.fixture
def signed(empty: Installation, tmp_path: Path) -> Settings:
    """Settings with two users."""
    users = tmp_path / "users"
    Users(users).add("mari", "reader", "mari's password")
    Users(users).add("root", "admin", "root's password")
    return empty.settings.model_copy(update={"desk_users": users})


def sign_in(client: TestClient, name: str, password: str, **more: str) -> Any:
    return client.post("/sign-in", data={"name": name, "password": password, "csrf": token(client), **more})


def test_signing_in_and_out(signed: Settings) -> None:
    with desk(signed) as client:
        asked = client.get("/", params={"q": "ships"})
        assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=%2F%3Fq%3Dships")
        assert client.get("/api/stories").status_code == 401
        assert client.get("/names", headers={"hx-request": "true"}).headers["hx-redirect"] == "/sign-in"
        assert sign_in(client, "mari", "wrong").status_code == 401
        answer = sign_in(client, "mari", "mari's password", next="/?q=ships")
        assert (answer.status_code, answer.headers["location"]) == (303, "/?q=ships")
        page = client.get("/")
        assert page.status_code == 200
        assert "mari" in page.text
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert client.post("/sign-out", data={"csrf": token(client)}).status_code == 303
        assert client.get("/").status_code == 303


def test_a_user_who_is_taken_out_is_out_at_once(signed: Settings) -> None:
    assert signed.desk_users
    with desk(signed) as client:
        sign_in(client, "mari", "mari's password")
        assert client.get("/").status_code == 200
        signed.desk_users.write_text("")
        assert client.get("/").status_code == 303


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/\n/evil"]
)
def test_signing_in_leads_to_no_other_site(signed: Settings, back: str) -> None:
    with desk(signed) as client:
        assert sign_in(client, "mari", "mari's password", next=back).headers["location"] == "/"


def test_attempts_are_limited(signed: Settings) -> None:
    with desk(signed) as client:
        for _ in range(5):
            assert sign_in(client, "mari", "wrong").status_code == 401
        answer = sign_in(client, "mari", "mari's password")
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 100
        assert sign_in(client, "root", "root's password").status_code == 303


def test_a_session_that_someone_else_signed_is_none(signed: Settings) -> None:
    with desk(signed) as client:
        client.cookies.set("muster_desk", "eyJ1c2VyIjogInJvb3QifQ==.awN8ww.AAAAAAAAAAAAAAAAAAAAAAAAAAA")
        assert client.get("/").status_code == 303


def test_a_form_without_the_token_is_refused(signed: Settings) -> None:
    with desk(signed) as client:
        known = token(client)
        data = {"name": "mari", "password": "mari's password"}
        assert client.post("/sign-in", data=data).status_code == 403
        assert client.post("/sign-in", data=data | {"csrf": "wrong"}).status_code == 403
        assert client.post("/sign-in", json=data).status_code == 403
        other = {"sec-fetch-site": "cross-site"}
        assert client.post("/sign-in", data=data | {"csrf": known}, headers=other).status_code == 403
        assert client.post("/sign-in", data=data | {"csrf": known}).status_code == 303


def test_a_proxys_header_counts_only_where_it_is_set_and_only_from_the_proxy(
    empty: Installation,
) -> None:
    header = {"x-forwarded-user": "mari"}
    with desk(empty.settings.model_copy(update={"desk_user_header": "X-Forwarded-User"})) as client:
        assert client.get("/", headers=header).status_code == 303, "the test client is no proxy"
    changes = {"desk_user_header": "X-Forwarded-User", "desk_proxies": "192.0.2.7, testclient"}
    with desk(empty.settings.model_copy(update=changes)) as client:
        assert client.get("/", headers=header).status_code == 200
        assert client.get("/").status_code == 303


def test_every_answer_has_the_security_headers(visitor: TestClient) -> None:
    for path in ("/", "/story?uri=none", "/nothing", "/api/stories", "/static/desk.css", "/?after=x"):
        headers = visitor.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
    assert visitor.get("/").headers["cache-control"] == "no-store"


def test_every_call_of_the_api_has_an_example_and_the_pages_are_not_in_it(visitor: TestClient) -> None:
    described = visitor.get("/api/openapi.json").json()
    paths: Mapping[str, Any] = described["paths"]
    assert "/api/stories" in paths
    for path, calls in paths.items():
        assert path.startswith("/api/"), path
        for call in calls.values():
            answer = next(
                call["responses"][code] for code in ("200", "201", "204") if code in call["responses"]
            )
            body = answer.get("content", {}).get("application/json")
            assert body is None or "example" in body or _has_example(body["schema"], described), path


def _has_example(schema: Mapping[str, Any], described: Mapping[str, Any]) -> bool:
    """Whether a model brings its example itself."""
    schema = schema.get("items", schema)
    name = schema.get("$ref", "").rpartition("/")[2]
    model = described["components"]["schemas"].get(name, schema)
    return "example" in model or "examples" in model


# --- Elasticsearch away


def test_elasticsearch_away_is_a_clear_page_that_comes_back(empty: Installation) -> None:
    settings = empty.settings.model_copy(update={"elasticsearch": "http://127.0.0.1:9"})
    with desk(settings) as client:
        page = client.get("/")
        assert page.status_code == 503
        assert page.headers["retry-after"]
        assert "data-reload-when-back" in page.text
        assert "does not answer" in page.text
        assert "Traceback" not in page.text
        assert client.get("/api/stories").json()["detail"].endswith("(ConnectionError)")
        for path in (
            *("/story?uri=a", "/story/changes?uri=a&version=1", "/copies?origin=a", "/names?q=kirby"),
            *(
                "/export.csv",
                "/export.jsonl",
                "/quotes",
                "/counts",
                "/counts?force=KP",
                "/counts.svg?force=KP",
            ),
            *("/alerts", "/rules", "/rules/show?name=a", "/feedback?uri=a", "/alerts/one?alert=a"),
            *("/api/quotes", "/api/counts", "/api/counts.csv", "/api/alerts", "/api/rules", "/api/feedback"),
        ):
            answer = client.get(path)
            assert (answer.status_code, answer.headers.get("retry-after")) == (503, "3"), path
            assert "does not answer" in answer.text, path
        assert "<html" not in client.get("/", headers={"hx-request": "true"}).text
