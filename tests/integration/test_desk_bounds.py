"""What is costly on the desk has an end: trials, files, bodies, comparisons; and the picture as a file."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from consumers.desk.app import create_app
from consumers.desk.rulebook import trying
from consumers.desk.story.changes import changes
from consumers.desk.turns import AllTurns
from deploy.local import LocalServers
from tests.integration.installation import Installation
from tests.integration.test_desk import indexed
from tests.integration.test_desk_counts import EVIL, STORIES, csrf, stock


@pytest.fixture(scope="module")
def installation(servers: LocalServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One for all of them: nothing here changes what is in it."""
    with indexed(servers, tmp_path_factory.mktemp("bounds")) as installation:
        stock(installation, *STORIES)
        yield installation


@pytest.fixture
def client(installation: Installation) -> Iterator[TestClient]:
    with TestClient(create_app(installation.settings), base_url="http://127.0.0.1") as client:
        yield client


def turns(client: TestClient) -> AllTurns:
    app: Any = client.app
    found: AllTurns = app.state.desk.turns
    return found


def test_of_rules_that_are_tried_at_once_the_third_is_told_to_come_back(client: TestClient) -> None:
    form = {**csrf(client), "name": "large", "kinds": "new", "days": "3650"}
    rule = {"rule": {"name": "large"}, "days": 3650}
    trials = turns(client).trials
    with trials.turn(), trials.turn():
        page = client.post("/rules/try", data=form)
        assert (page.status_code, page.headers["retry-after"]) == (503, "3")
        assert "<h1>Busy</h1>" in page.text
        assert "Try again in a few seconds" in page.text
        assert "data-reload-when-back" not in page.text, "it is not Elasticsearch that is away"
        answer = client.post("/api/rules/try", json=rule)
        assert (answer.status_code, "Try again" in answer.json()["detail"]) == (503, True)
    assert client.post("/rules/try", data=form).status_code == 200
    assert client.post("/api/rules/try", json=rule).status_code == 200
    assert trials.open == 0


def test_a_rule_that_concerns_too_much_is_refused_and_says_what_to_do(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "MOST", 2)
    answer = client.post("/api/rules/try", json={"rule": {"name": "all"}})
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("5 claims would have to be looked at, and at most 2 are: name")
    of_one = {"name": "one", "forces": ["Wagner"], "roles": ["killed"]}
    assert client.post("/api/rules/try", json={"rule": of_one, "days": 3650}).status_code == 200
    words = {"name": "words", "watch": "stories", "search": "officials"}
    answer = client.post("/api/rules/try", json={"rule": words, "days": 3650})
    assert (answer.status_code, "stories would have to be looked at" in answer.text) == (422, True)
    assert turns(client).trials.open == 0


def test_of_files_that_are_made_at_once_the_fifth_is_told_to_come_back(client: TestClient) -> None:
    exports = turns(client).exports
    with exports.turn(), exports.turn(), exports.turn(), exports.turn():
        for kind in ("csv", "jsonl"):
            assert client.get(f"/export.{kind}").status_code == 503
    answer = client.get("/export.csv")
    assert (answer.status_code, answer.text.count("\r\nurn:")) == (200, 4)
    assert exports.open == 0


def test_a_body_without_end_is_refused_before_it_is_read(client: TestClient) -> None:
    token = csrf(client)
    for path in ("/rules/save", "/feedback", "/api/rules", "/api/feedback", "/sign-in"):
        data = b"csrf=" + token["csrf"].encode() + b"&name=" + b"x" * 1_500_000
        kind = "application/json" if path.startswith("/api") else "application/x-www-form-urlencoded"
        answer = client.post(path, content=data, headers={"content-type": kind})
        assert answer.status_code == 413, path
        assert "A body may have 1,000,000 bytes" in answer.text, path

    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 100_000

    headers = {"content-type": "application/json"}
    assert client.post("/api/feedback", content=endless(), headers=headers).status_code == 413


def test_the_picture_is_a_file(client: TestClient) -> None:
    answer = client.get("/counts.svg?force=KP")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.headers["content-disposition"] == 'attachment; filename="muster-counts.svg"'
    assert EVIL not in answer.text
    root = ET.fromstring(answer.text)
    assert len(root.findall(".//{http://www.w3.org/2000/svg}a")) == 4
    assert client.get("/counts.svg?force=Nobody").status_code == 404
    assert 'href="/counts.svg?force=KP"' in unescape(client.get("/counts?force=KP").text)


@pytest.mark.parametrize("between", [" ", "\n", "\n\n"])
def test_two_texts_that_are_all_different_are_compared_as_wholes(between: str) -> None:
    before, after = (between.join(f"{word}{at % 7}" for at in range(9_000)) for word in ("a", "b"))
    (change,) = changes(before, after)
    assert [(part.how, part.text) for part in change.parts] == [("gone", before), ("new", after)]
