"""An analyst's hand on a real Elasticsearch: marking, taking back, what was missed, and the examples made of it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from consumers.command.running import environment
from consumers.desk.app import create_app
from consumers.desk.users import Users
from tests.integration.installation import Installation
from tests.integration.test_desk_counts import EVIL, STORIES, csrf, stock
from tests.pipeline.claims.newsroom import wire
from tests.quality import marked
from tests.quality.sets import SCORER


@pytest.fixture
def client(installation: Installation) -> Iterator[TestClient]:
    with TestClient(create_app(installation.settings), base_url="http://127.0.0.1") as client:
        yield client


def sign_in(client: TestClient, name: str) -> None:
    token = re.search(r'name="csrf" content="([^"]+)"', client.get("/sign-in").text)
    assert token
    client.post("/sign-in", data={"csrf": token[1], "name": name, "password": "long enough a word"})


def test_what_is_marked_is_shown_with_who_and_when_and_survives_a_new_version(
    installation: Installation, client: TestClient
) -> None:
    stock(installation, *STORIES)
    start = STORIES[0].text.index("3,000")
    mark = {**csrf(client), "uri": "urn:a", "about": "troop_count", "words": f"{start}-{start + 5}"}
    part = client.post("/feedback", data={**mark, "verdict": "wrong"}, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "this machine" in part.text
    assert "<html" not in part.text
    label = {
        "low": "3,000",
        "high": "",
        "bound": "more_than",
        "force": "KP",
        "role": "present",
        "places": "RU",
    }
    corrected = {
        **mark,
        **label,
        "measure": "total",
        "status": "actual",
        "verdict": "corrected",
        "note": "says >",
    }
    assert client.post("/feedback", data=corrected, follow_redirects=False).status_code == 303
    (kept,) = client.get("/api/feedback?story=urn:a").json()["feedback"]
    assert (kept["verdict"], kept["right"]["bound"], kept["found"]["bound"]) == (
        "corrected",
        "more_than",
        "at_least",
    )
    later = wire("urn:a", "AFP", "1d 08:00", "40 UA killed in RU", "at least 3,000 KP in RU says Kyiv")
    stock(installation, *STORIES, later)
    shown = unescape(client.get("/feedback?uri=urn:a").text)
    assert "is more than 3,000, North Korea, present, in Russia" in shown
    assert f"#c={later.text.index('3,000')}-" in shown
    stock(installation, *STORIES, later, wire("urn:a", "AFP", "2d 08:00", "40 UA killed in RU"))
    assert "words that the story doesn't have any more" in unescape(client.get("/feedback?uri=urn:a").text)
    nothing = {**mark, "words": "0-1", "verdict": "right"}
    assert client.post("/feedback", data=nothing).status_code == 422
    assert client.get("/feedback?uri=urn:gone").status_code == 410


def test_a_mark_is_taken_back_and_stays_on_record_and_one_the_machine_no_longer_has_is_shown(
    installation: Installation, client: TestClient
) -> None:
    stock(installation, *STORIES)
    start = STORIES[0].text.index("3,000")
    given = {"story": "urn:a", "about": "troop_count", "verdict": "wrong", "start": start, "end": start + 5}
    made = client.post("/api/feedback", json=given).json()
    taken = client.post(
        "/feedback/take-back",
        data={**csrf(client), "uri": "urn:a", "mark": made["id"]},
        headers={"HX-Request": "true"},
    )
    assert taken.status_code == 200
    assert "Taken back: 3,000" in taken.text
    assert "<s>wrong</s>" in taken.text
    (kept,) = client.get("/api/feedback?story=urn:a").json()["feedback"]
    assert (kept["verdict"], kept["taken_back"]["by"]) == ("wrong", "this machine")
    again = client.post("/api/feedback/take-back", json={"id": made["id"]}).json()
    assert again["taken_back"] == kept["taken_back"], "the first time counts"
    assert client.post("/api/feedback", json=given).json()["taken_back"] is None, "marked anew it holds again"
    assert client.post("/api/feedback/take-back", json={"id": "0" * 32}).status_code == 404
    # a better model, which takes the number for no troops any more
    replayed = STORIES[0].model_copy(update={"version": STORIES[0].version + 1, "troop_counts": ()})
    stock(installation, replayed)
    shown = unescape(client.get("/feedback?uri=urn:a").text)
    assert "Other marks" in shown
    assert f'#c={start}-{start + 5}"' in shown


def test_a_figure_that_was_missed_is_marked_by_its_words(
    installation: Installation, client: TestClient
) -> None:
    text = f"A dozen ships came. A dozen left. {EVIL} Some 40 Turkish men stayed in Libya."
    blind = wire("urn:m", "AFP", "08:00").model_copy(update={"text": text})
    stock(installation, blind)
    number = {
        **csrf(client),
        "uri": "urn:m",
        "about": "number",
        "verdict": "missed",
        "bound": "about",
        "low": "12",
        "item": "ships",
        "text": "A dozen",
    }
    asked = client.post("/feedback", data=number)
    assert asked.status_code == 422
    assert "stands 2 times in the story: say which" in unescape(asked.text)
    for faulty in ({"which": "3"}, {"which": "x"}, {"text": "a score"}, {"text": " "}, {"low": "1e999"}):
        assert client.post("/feedback", data={**number, "which": "2", **faulty}).status_code == 422, faulty
    part = client.post("/feedback", data={**number, "which": "2"}, headers={"HX-Request": "true"})
    assert "Marked as missed: A dozen" in part.text
    assert f"#c={text.rindex('A dozen')}-" in part.text
    assert "is about 12 ships" in part.text
    count = {
        **number,
        "about": "troop_count",
        "text": "40",
        "low": "40",
        "force": "turkey",
        "places": "Libya",
        "role": "present",
        "measure": "total",
        "status": "actual",
        "note": EVIL,
    }
    part = client.post("/feedback", data=count, headers={"HX-Request": "true"})
    assert "is about 40, Turkey, present, in Libya" in part.text
    assert EVIL not in part.text
    marks = {one["about"]: one for one in client.get("/api/feedback?story=urn:m").json()["feedback"]}
    right = marks["troop_count"]["right"]
    assert (right["force"], right["places"], right["high"]) == ("TR", ["LY"], 40), "as the machine has it"
    assert marks["number"]["found"] is None
    # a model that sees it: it was missed, and is not any more
    seen = wire("urn:m", "AFP", "09:00", "40 TR in LY")
    stock(installation, seen)
    at = seen.text.index("40")
    given = {"story": "urn:m", "about": "troop_count", "verdict": "missed", "start": at, "end": at + 2}
    answer = client.post("/api/feedback", json={**given, "right": right})
    assert (answer.status_code, "was found there" in answer.json()["detail"]) == (422, True)


def test_marks_are_exported_as_the_quality_tests_read_them(
    installation: Installation, client: TestClient, tmp_path: Path
) -> None:
    stock(installation, *STORIES)
    right = STORIES[0].text.index("3,000")
    wrong = STORIES[1].text.index("12,000")
    for uri, start, end, verdict in (
        ("urn:a", right, right + 5, "right"),
        ("urn:b", wrong, wrong + 6, "wrong"),
    ):
        given = {"story": uri, "about": "troop_count", "verdict": verdict, "start": start, "end": end}
        assert client.post("/api/feedback", json=given).status_code == 200
    # what was missed is among them, and what was taken back is not
    label = {"low": 30, "bound": "about", "measure": "total", "role": "killed", "status": "actual"}
    at = STORIES[0].text.index("counted")
    given = {"story": "urn:a", "about": "troop_count", "verdict": "missed", "start": at, "end": at + 7}
    assert client.post("/api/feedback", json={**given, "right": label}).status_code == 200
    given = {"story": "urn:w", "about": "troop_count", "verdict": "wrong"}
    at = STORIES[-1].text.index("300")
    made = client.post("/api/feedback", json={**given, "start": at, "end": at + 3}).json()
    assert client.post("/api/feedback/take-back", json={"id": made["id"]}).status_code == 200
    articles = tmp_path / "ukraine_articles.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "consumers.command", "feedback", "export", "--articles", str(articles)],
        env=environment(installation.settings),
        capture_output=True,
        text=True,
        check=True,
    )
    labels = tmp_path / "troop_counts_marked.jsonl"
    labels.write_text(done.stdout, encoding="utf-8")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["doc"], row["troops"]) for row in rows] == [
        ("urn:a", True),
        ("urn:a", True),
        ("urn:b", False),
    ]
    judged = marked.judged(rows, {story.uri: story for story in STORIES})
    assert (judged.found, judged.there, judged.false, judged.none) == (1, 2, 1, 1)
    assert set(judged.right.values()) == {(1, 1)}
    if SCORER.exists():
        as_the_scorer_reads_them(tmp_path, labels)


def as_the_scorer_reads_them(tmp_path: Path, labels: Path) -> None:
    """The scorer lies beside the checkout, where it is there at all."""
    stories = tmp_path / "stories.jsonl"
    stories.write_text("".join(f"{story.model_dump_json()}\n" for story in STORIES), encoding="utf-8")
    scored = subprocess.run(
        [sys.executable, str(SCORER), "troops", str(labels), str(stories)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.search(r"P 50\.0 R 50\.0", scored.stdout), scored.stdout


def test_a_reader_may_look_and_an_analyst_may_mark_and_make_rules(
    installation: Installation, tmp_path: Path
) -> None:
    stock(installation, *STORIES)
    path = tmp_path / "users"
    for name, role in (("rea", "reader"), ("ana", "analyst"), ("root", "admin")):
        Users(path).add(name, role, "long enough a word")  # type: ignore[arg-type]
    app = create_app(installation.settings.model_copy(update={"desk_users": path}))
    start = STORIES[0].text.index("3,000")
    given = {"story": "urn:a", "about": "troop_count", "verdict": "right", "start": start, "end": start + 5}
    roots = ""
    for name, status in (("root", 200), ("rea", 403), ("ana", 200)):
        with TestClient(app, base_url="http://127.0.0.1") as client:
            assert client.get("/api/counts?force=KP").status_code == 401
            sign_in(client, name)
            for address in (
                "/counts",
                "/quotes",
                "/alerts",
                "/rules",
                "/rules/show?name=everyone",
                "/feedback?uri=urn:a",
            ):
                assert client.get(address).status_code == 200, address
            assert client.get("/rules/new").status_code == status
            marked = client.post("/api/feedback", json=given)
            assert marked.status_code == status
            roots = roots or marked.json()["id"]
            assert client.post("/api/rules", json={"rule": {"name": f"of {name}"}}).status_code == status
            shown = client.get("/feedback?uri=urn:a").text
            assert ("Right<span" in shown) is ("is missing" in shown) is (status == 200)
            assert shown.count(">Take back<") == (status == 200), "their own mark, and no one else's"
            if name != "root":
                assert client.post("/api/feedback/take-back", json={"id": roots}).status_code == 403
    with TestClient(app, base_url="http://127.0.0.1") as client:
        sign_in(client, "root")
        assert client.get("/feedback?uri=urn:a").text.count(">Take back<") == 2, "an admin's are all"
    with TestClient(app, base_url="http://127.0.0.1") as client:
        assert client.get("/api/feedback").status_code == 401
