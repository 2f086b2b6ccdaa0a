"""What looks like a query, a path or a header is words, wherever it is typed."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from consumers.desk.app import create_app
from consumers.desk.users import Users
from consumers.stages.index import Index
from consumers.stored.elastic import Store
from deploy.local import LocalServers
from schemas import Story
from tests.integration.installation import Installation
from tests.integration.test_contract import once
from tests.integration.test_desk import desk, indexed, sign_in, story, token

SHOWN, KILLED, OTHERS = "urn:shown", "urn:killed", "urn:of-another-installation"

TYPED = (
    # Lucene's and Elasticsearch's own languages
    *("*", "*:*", "_exists_:uri", "pubstatus:canceled", "pubstatus:*", f'_id:"{KILLED}"', "/.*/", "/(a+)+$/"),
    *(
        "uri:urn*",
        "text:(* OR *)",
        ") OR (pubstatus:canceled",
        '" OR "1"="1',
        "fisherman~9",
        "a AND NOT b OR *",
    ),
    *("[* TO *]", "{* TO *}", "NOT zebra", "-zebra", "fisherman^1e38", "\\", '"', "((((((", "&& ||"),
    *('{"match_all": {}}', '"}}],"must_not":[]}}', '{"script": "1"}', "{{#toJson}}query{{/toJson}}"),
    *("${jndi:ldap://127.0.0.1/a}", "\x00", "\ufffe", "fisherman\r\nX-Evil: 1"),
    # other indices, other routes
    *("../_all/_search", "stories-all", "?index=_all", "_all"),
)
FIELDS = (
    *(("/", "q"), ("/api/stories", "q"), ("/export.csv", "q"), ("/export.jsonl", "q"), ("/", "after")),
    *(
        ("/names", "q"),
        ("/quotes", "speaker"),
        ("/quotes", "about"),
        ("/api/quotes", "speaker"),
        ("/copies", "origin"),
    ),
    *(
        ("/counts", "force"),
        ("/counts", "place"),
        ("/alerts", "rule"),
        ("/rules/show", "name"),
        ("/sign-in", "next"),
    ),
)


@pytest.fixture(scope="module")
def ours(servers: LocalServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """With a story that is shown and one that was killed; beside it is an installation of somebody else's."""
    with ExitStack() as stack:
        made = tmp_path_factory.mktemp("ours")
        ours, other = (stack.enter_context(indexed(servers, made / name)) for name in ("ours", "other"))
        said = "A fisherman saw four ships."
        keep(
            ours,
            story(SHOWN, said),
            story(KILLED, said),
            story(KILLED, said, pubstatus="canceled", version=9 * 10**12),
        )
        keep(other, story(OTHERS, said))
        yield ours


def keep(installation: Installation, *stories: Story) -> None:
    async def run() -> None:
        for each in stories:
            tray = await once(Index(installation.settings), [each.model_dump_json().encode()])
            assert not tray.rejected
        async with Store(installation.settings) as store:
            await store.refresh("stories-all")

    asyncio.run(run())


@pytest.fixture(scope="module")
def client(ours: Installation) -> Iterator[TestClient]:
    with TestClient(create_app(ours.settings), base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


def test_only_what_is_to_be_shown_is_found_and_the_rest_is_there(
    client: TestClient, ours: Installation
) -> None:
    """Else the next test would find nothing whatever was typed."""

    async def kept() -> set[str]:
        async with Store(ours.settings) as store:
            return set(await store.read("stories-all", [SHOWN, KILLED, OTHERS]))

    found = client.get("/api/stories", params={"q": "fisherman"}).json()["found"]
    assert [each["uri"] for each in found] == [SHOWN]
    assert asyncio.run(kept()) == {SHOWN, KILLED}


def test_nothing_that_is_typed_is_a_query_of_elasticsearchs_a_path_or_a_header(client: TestClient) -> None:
    for path, name in FIELDS:
        for typed in TYPED:
            answer = client.get(path, params={name: typed})
            where = f"{path}?{name}={typed!r}"
            assert answer.status_code < 500, where
            assert "x-evil" not in answer.headers, where
            assert not [value for value in answer.headers.values() if set(value) & set("\r\n\x00")], where
            # what was typed is shown again
            shown = answer.text.replace(KILLED if KILLED in typed else "\x00", "")
            assert KILLED not in shown, where
            assert OTHERS not in shown, where


def test_no_address_of_a_story_leads_to_anything_but_that_story(client: TestClient) -> None:
    for uri in ("*", "../_search", "..%2f_all", "_all", f"{SHOWN},{KILLED}", "urn:*", "?q=*"):
        for answer in (client.get("/story", params={"uri": uri}), client.get(f"/api/stories/{quote(uri)}")):
            assert answer.status_code in (400, 404, 422), (uri, answer.status_code)
            assert "fisherman" not in answer.text


def test_what_is_sent_as_json_cannot_be_a_query_either(client: TestClient, ours: Installation) -> None:
    for search in TYPED:
        rule = {"name": "a search", "search": search}
        answer = client.post(
            "/api/rules", content=json.dumps({"rule": rule}), headers={"content-type": "application/json"}
        )
        assert answer.status_code < 500, search
    bodies: list[object] = [
        {"rule": {"name": "a", "search": {"match_all": {}}}},
        {"rule": {"$ref": "x"}},
        {"script": "1"},
        [],
    ]
    for body in bodies:
        assert client.post("/api/rules", json=body).status_code == 422, body


def test_a_session_begins_anew_with_signing_in_and_its_cookie_goes_over_https_alone(
    ours: Installation, tmp_path: Path
) -> None:
    Users(tmp_path / "users").add("mari", "reader", "mari's password")
    changes = {"desk_users": tmp_path / "users", "desk": "https://desk.example"}
    with desk(ours.settings.model_copy(update=changes)) as client:
        client.base_url = "https://desk.example"
        before = token(client)
        answer = sign_in(client, "mari", "mari's password")
        assert answer.status_code == 303
        assert token(client) != before, "whoever planted the first session knows nothing of the second"
        cookie = answer.headers["set-cookie"].lower()
        assert "; secure" in cookie
        assert "httponly" in cookie
        assert "strict-transport-security" in client.get("/").headers
