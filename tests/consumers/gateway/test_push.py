"""What is let in, what is refused, and in which words."""

import gzip
import io
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consumers.gateway import stories
from consumers.gateway.keys import Keys
from tests.consumers.gateway.pushing import STORY, Door, door, superdesk, webhook

SOUTH, NORTH = "/push/south", "/push/north"


@pytest.fixture
def at(tmp_path: Path) -> Door:
    return door(tmp_path)


def is_problem(answer: Any, status: int, kind: str) -> bool:
    """Whether it is an RFC 9457 problem of that kind; what it holds besides is checked."""
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert body.keys() - {"faults"} == {"type", "title", "status", "detail", "instance"}
    assert body["status"] == answer.status_code
    assert body["detail"]
    assert body["title"]
    assert body["instance"].startswith("urn:uuid:")
    assert ("www-authenticate" in answer.headers) == (status == 401)
    return (answer.status_code, body["type"]) == (status, f"urn:muster:problem:{kind}")


def test_a_story_is_taken_as_it_came_under_its_uri_by_each_of_the_three_ways(at: Door) -> None:
    answers = [
        at.push(),
        at.push(to="/push/east"),
        at.push(to=NORTH, **superdesk(STORY)),
        at.push(to=SOUTH, **webhook(STORY)),
    ]
    assert [answer.status_code for answer in answers] == [202] * 4
    assert [answer.json() for answer in answers] == [{"published": 1, "uri": "urn:test:1"}] * 4
    assert [message.provider for message in at.broker.taken] == ["east", "east", "north", "South Wire"]
    assert {(message.uri, message.value) for message in at.broker.taken} == {("urn:test:1", STORY)}


@pytest.mark.parametrize(
    ("headers", "to"),
    # signed when they are sent, which may be long after they are collected
    [
        (lambda: {"authorization": "Bearer muster_wrong"}, "/push"),
        (lambda: {"authorization": "Basic bXVzdGVy"}, "/push"),
        (lambda: {"authorization": "Bearer " + "x" * 1_000}, "/push"),
        (lambda: {"x_superdesk_signature": "sha1=" + "0" * 40}, NORTH),
        (lambda: {"x_superdesk_signature": "é"}, NORTH),
        (lambda: superdesk(STORY, "someone else's token"), NORTH),
        (lambda: superdesk(STORY), "/push"),
        (lambda: superdesk(STORY), SOUTH),
        (lambda: superdesk(STORY), "/push/nobody"),
        (lambda: webhook(b"another body"), SOUTH),
        (lambda: webhook(STORY, at=time.time() - 301), SOUTH),
        (lambda: webhook(STORY, at=time.time() + 3_600), SOUTH),
        (lambda: webhook(STORY) | {"webhook_timestamp": ""}, SOUTH),
        (lambda: webhook(STORY) | {"webhook_timestamp": f"{time.time():.1f}"}, SOUTH),
        (lambda: webhook(STORY) | {"webhook_timestamp": "nan"}, SOUTH),
        (lambda: webhook(STORY) | {"webhook_id": "msg_2"}, SOUTH),
        (lambda: webhook(STORY) | {"webhook_signature": "v1"}, SOUTH),
        (lambda: webhook(STORY) | {"webhook_signature": "v1,é"}, SOUTH),
        (lambda: webhook(STORY) | {"webhook_signature": "v2,AAAA"}, SOUTH),
        (lambda: {"webhook_id": "msg_1", "webhook_signature": "v1,AAAA"}, SOUTH),
        (lambda: {"webhook_signature": "v1,AAAA"}, SOUTH),
    ],
)
def test_what_is_not_signed_by_whom_it_should_be_is_refused(
    at: Door, headers: Callable[[], dict[str, str]], to: str
) -> None:
    encoded: Any = {name: value.encode() for name, value in headers().items()}
    assert is_problem(at.push(to=to, **encoded), 401, "not-signed")
    assert not at.broker.taken


def test_a_body_that_was_changed_a_key_that_is_anothers_and_no_key_at_all_are_refused(at: Door) -> None:
    for signed, to in ((superdesk(STORY), NORTH), (webhook(STORY), SOUTH)):
        assert is_problem(at.push(STORY.replace(b"Ten", b"Two"), to=to, **signed), 401, "not-signed")
    assert is_problem(at.push(b'"caf\xe9"', to=SOUTH, **webhook(b'"caf\xe9"')), 401, "not-signed")
    assert is_problem(at.push(to=NORTH), 403, "not-yours")
    assert is_problem(at.client.post("/push", content=STORY), 401, "not-signed")
    assert not at.broker.taken


def test_a_webhook_is_taken_once_and_its_repeats_are_known(at: Door) -> None:
    now = time.time()
    first = webhook(STORY, at=now - 10)
    at.broker.away = True
    assert is_problem(at.push(to=SOUTH, **first), 503, "away")
    at.broker.away = False
    assert at.push(to=SOUTH, **first).status_code == 202, "what was not taken can be sent again as it is"
    assert is_problem(at.push(to=SOUTH, **first), 409, "replayed")
    again = at.push(to=SOUTH, **webhook(STORY, at=now))
    assert (again.status_code, again.json()) == (202, {"published": 0, "note": "was taken before"})
    other = STORY.replace(b"Ten", b"Two")
    assert is_problem(at.push(other, to=SOUTH, **webhook(other, at=now)), 409, "replayed")
    assert at.push(other, to=SOUTH, **webhook(other, id_="msg_2", at=now)).status_code == 202
    assert [message.value for message in at.broker.taken] == [STORY, other]


def test_under_superdesks_signature_a_story_says_its_version(at: Door) -> None:
    undated = b'{"uri": "urn:test:1", "text": "Ten soldiers."}'
    refused = at.push(undated, to=NORTH, **superdesk(undated))
    assert is_problem(refused, 422, "not-an-article")
    assert "versioncreated" in refused.json()["detail"]
    assert at.push(undated).status_code == 202, "by a key it need not"


NESTED = b'{"uri": "urn:test:1", "text": "x", "extra": ' + b"[" * 101 + b"]" * 101 + b"}"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "is empty"),
        (b"\xff\xfe\x00", "is not"),
        (b'{"uri": "urn:test:1"}', "has no text"),
        (b'{"text": "no uri"}', "uri: Field required"),
        (NESTED, "nests more than 100 deep"),
        (b"[" * 200_000, "nests more than 100 deep"),
        (b"<nitf>" * 101, "nests more than 100 deep"),
        (
            b"<!DOCTYPE nitf [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><nitf>&b;</nitf>",
            "declarations of its own",
        ),
        (b"<invoice/>", "of no kind that is known"),
        (b"[" + STORY + b"," + STORY.replace(b":1", b":2") + b"]", "holds 2 articles"),
    ],
)
def test_what_is_not_an_article_is_refused_in_the_words_of_the_intake(
    at: Door, body: bytes, said: str
) -> None:
    refused = at.push(body)
    assert is_problem(refused, 422, "not-an-article")
    assert said in refused.json()["detail"]
    assert not at.broker.taken


def test_a_picture_is_accepted_and_not_published(at: Door) -> None:
    answer = at.push(b'{"guid": "urn:test:p", "type": "picture", "headline": "A ferry", "priority": 5}')
    assert answer.status_code == 202
    assert answer.json()["published"] == 0
    assert "only text is read" in answer.json()["note"]
    assert not at.broker.taken


def test_a_batch_is_taken_whole_or_not_at_all_and_each_line_has_its_answer(at: Door) -> None:
    picture = b'{"guid": "urn:test:p", "type": "picture", "headline": "A ferry", "priority": 5}'
    good = b"\n".join([STORY, b"", picture, STORY.replace(b":1", b":2")])
    answer = at.push(good, content_type="application/x-ndjson; charset=utf-8")
    assert answer.status_code == 202
    assert answer.json()["published"] == 2
    assert [line["line"] for line in answer.json()["lines"]] == [1, 3, 4]
    assert [line.get("uri") for line in answer.json()["lines"]] == ["urn:test:1", None, "urn:test:2"]
    assert len(at.broker.taken) == 2
    at.broker.taken.clear()

    bad = b"\n".join([STORY, b"{}", STORY, b"nonsense"])
    refused = at.push(bad, content_type="application/jsonl")
    assert is_problem(refused, 422, "not-an-article")
    assert refused.json()["detail"] == "2 of 4 lines are not articles; nothing was published"
    assert [fault["line"] for fault in refused.json()["faults"]] == [2, 4]
    assert is_problem(at.push(b"\n \n", content_type="application/jsonl"), 422, "not-an-article")
    many = at.push(b"{}\n" * 1_000, content_type="application/jsonl").json()
    assert "1,000 of 1,000" in many["detail"]
    assert len(many["faults"]) == 100
    assert is_problem(at.push(b"\n" * 10_001, content_type="application/jsonl"), 413, "too-large")
    assert not at.broker.taken


def test_a_story_that_is_too_large_is_refused_here_and_not_dead_lettered_later(tmp_path: Path) -> None:
    at = door(tmp_path, article_bytes=500)
    long = STORY.replace(b"Ten", b"Ten" * 200)
    assert is_problem(at.push(long), 413, "too-large")
    in_a_batch = at.push(STORY + b"\n" + long, content_type="application/jsonl")
    assert "an article may have 500" in in_a_batch.json()["faults"][0]["detail"]


def test_a_body_larger_than_its_provider_may_send_is_refused_whether_it_says_so_or_not(at: Door) -> None:
    said = at.push(b"x" * 1_001, **at.slow)
    assert is_problem(said, 413, "too-large")
    assert said.json()["detail"] == "the body is 1,001 bytes long; it may have 1,000 bytes"
    unsaid = at.client.post("/push", content=iter([b"x" * 600, b"x" * 600]), headers=at.slow)
    assert is_problem(unsaid, 413, "too-large")


def test_gzip_is_unpacked_and_published_unpacked(at: Door) -> None:
    two_members = gzip.compress(STORY[:20]) + gzip.compress(STORY[20:])
    for packed in (gzip.compress(STORY), two_members):
        assert at.push(packed, content_encoding="gzip").status_code == 202
    assert [message.value for message in at.broker.taken] == [STORY, STORY]


def _bomb(size: int) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as file:
        for _ in range(size // 1_000_000):
            file.write(b" " * 1_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("body", "encoding", "status", "kind"),
    [
        (_bomb(200_000_000), "gzip", 413, "too-large"),
        (gzip.compress(STORY, mtime=0)[:-9], "gzip", 422, "not-an-article"),
        (STORY, "gzip", 422, "not-an-article"),
        (gzip.compress(STORY, mtime=0) + b"rest", "gzip", 422, "not-an-article"),
        (zlib.compress(STORY), "deflate", 415, "not-an-encoding"),
        (STORY, "br", 415, "not-an-encoding"),
        (gzip.compress(gzip.compress(STORY, mtime=0), mtime=0), "gzip, gzip", 415, "not-an-encoding"),
    ],
)
def test_what_cannot_be_unpacked_or_would_be_too_large_is_refused(
    at: Door, body: bytes, encoding: str, status: int, kind: str
) -> None:
    assert is_problem(at.push(body, content_encoding=encoding), status, kind)
    assert not at.broker.taken
    assert at.client.app.state.gateway.room.held == 0  # type: ignore[attr-defined]


def test_a_signed_body_is_not_packed_and_a_story_is_no_form(at: Door) -> None:
    packed = gzip.compress(STORY)
    refused = at.push(packed, to=NORTH, content_encoding="gzip", **superdesk(packed))
    assert is_problem(refused, 415, "not-an-encoding")
    assert refused.headers["accept-encoding"] == "identity"
    form = at.push(b"--x--", content_type="multipart/form-data; boundary=x")
    assert is_problem(form, 415, "not-an-encoding")


def test_who_pushes_too_much_waits_and_nobody_else_does(tmp_path: Path) -> None:
    now = [0.0]
    at = door(tmp_path, clock=lambda: now[0])
    assert [at.push(**at.slow).status_code for _ in range(2)] == [202, 202]
    refused = at.push(**at.slow)
    assert is_problem(refused, 429, "too-often")
    assert refused.headers["retry-after"] == "1"
    assert at.push().status_code == 202
    now[0] = 2.0
    batch = b"\n".join([STORY] * 6)
    assert at.push(batch, content_type="application/jsonl", **at.slow).status_code == 202, (
        "a batch runs up debts"
    )
    assert at.push(**at.slow).headers["retry-after"] == "3"
    now[0] = 4.5
    assert at.push(**at.slow).status_code == 202


def test_strangers_cannot_use_up_the_rate_of_those_who_can_sign(tmp_path: Path) -> None:
    at = door(tmp_path, clock=lambda: 0.0, gateway_rate=1)
    for _ in range(5):
        assert at.push(to=SOUTH, **webhook(b"another body")).status_code == 401
    assert at.push(to=SOUTH, **webhook(STORY)).status_code == 202


def test_what_finds_no_room_is_sent_back_to_come_again(tmp_path: Path) -> None:
    at = door(tmp_path, gateway_bytes=1_000, gateway_held_bytes=3_000)
    room = at.client.app.state.gateway.room  # type: ignore[attr-defined]
    room.take(2_950)
    refused = at.push()
    assert is_problem(refused, 503, "full")
    assert int(refused.headers["retry-after"]) > 0
    room.give(2_950)
    assert at.push().status_code == 202
    assert room.held == 0


def test_kafka_away_is_503_with_a_time_to_come_again(at: Door) -> None:
    at.broker.away = True
    refused = at.push()
    assert is_problem(refused, 503, "away")
    assert int(refused.headers["retry-after"]) > 0


def test_a_failure_of_our_own_says_nothing_of_what_was_sent(
    at: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("Ten soldiers.")

    monkeypatch.setattr(stories, "one", broken)
    refused = at.push()
    assert is_problem(refused, 500, "failed")
    assert "soldiers" not in refused.text


def test_other_addresses_and_ways_are_problems_too(at: Door) -> None:
    assert is_problem(at.client.get("/nowhere"), 404, "not-here")
    assert is_problem(at.client.get("/push"), 405, "not-a-way")


def test_probes_are_answered_as_by_every_process(at: Door) -> None:
    at.broker.away = True
    answer = at.client.get("/ready")
    assert (answer.status_code, answer.json()) == (
        503,
        {"ready": False, "reasons": ["Kafka does not answer"]},
    )
    live = at.client.get("/live")
    assert (live.status_code, live.json()) == (200, {"live": True})


def test_superdesks_pictures_are_here_already_and_one_that_is_sent_is_forgotten(at: Door) -> None:
    assert at.client.get("/push/north/assets/2026/a%2Fb.jpg").status_code == 200
    picture = b"--x\r\nContent-Disposition: form-data; name=media\r\n\r\n\xff\xd8\r\n--x--"
    form = "multipart/form-data; boundary=x"
    assert (
        at.push(picture, to="/push/north/assets", content_type=form, **superdesk(picture)).status_code == 201
    )
    refused = at.push(picture, to="/push/north/assets", content_type=form, **superdesk(STORY))
    assert is_problem(refused, 401, "not-signed")
    assert not at.broker.taken


def test_a_key_that_is_removed_is_refused_from_then_on(at: Door, tmp_path: Path) -> None:
    assert at.push().status_code == 202
    Keys(tmp_path / "gateway-keys").remove("east")
    assert is_problem(at.push(), 401, "not-signed")
    (tmp_path / "gateway-keys").write_text("nonsense\n")
    assert is_problem(at.push(), 500, "failed")
