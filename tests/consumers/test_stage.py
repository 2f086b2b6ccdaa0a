"""The delivery rules that every stage has from `consumers.stage`, without a broker."""

import asyncio
import json
from base64 import b64decode
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from consumers.dead_letters import Limit, dead_letter
from consumers.errors import TooManyDeadLetters, Unavailable
from consumers.groups import READS
from consumers.record import Outgoing, Record, key_of, why
from consumers.settings import Settings
from consumers.stage import Outbox, Stage, readable
from consumers.topics import DEAD_LETTERS
from consumers.worker.lanes import Turn
from consumers.worker.patience import LONGEST_WAIT
from consumers.worker.runner import Runner
from schemas import Article, DeadLetter, Story
from schemas.published import examples


class Upper(Stage):
    """Writes what it reads in capitals. It can't read "bad", trips over "bug", and a server is away at "away"."""

    name = "upper"
    reads = "in"

    def __init__(self, settings: Settings, *, away: int = 0) -> None:
        super().__init__(settings)
        self.away = away
        self.batches: list[list[bytes]] = []

    def upper(self, value: bytes) -> bytes:
        if value == b"bad":
            raise ValueError("is bad")
        if value == b"bug":
            raise KeyError("a mistake in a stage")
        if value == b"away" and self.away:
            self.away -= 1
            raise Unavailable("Elasticsearch is away")
        return value.upper()

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        self.batches.append([record.value for record in batch])
        for _, (key, value) in readable(
            batch, out, lambda record: (key_of(record), self.upper(record.value))
        ):
            out.send("out", key=key, value=value)


class Kafka:
    """Takes messages, after it has failed as often as it is told; all of a call's or none."""

    def __init__(self, *, fails: int = 0) -> None:
        self.fails = fails
        self.taken: list[Outgoing] = []

    async def produce(self, messages: Sequence[Outgoing]) -> None:
        await asyncio.sleep(0)
        if self.fails:
            self.fails -= 1
            raise Unavailable("Kafka is away")
        self.taken.extend(messages)

    def values(self, topic: str = "out") -> list[bytes]:
        return [each.value for each in self.taken if each.topic == topic]

    def letters(self) -> list[DeadLetter]:
        return [DeadLetter.model_validate_json(value) for value in self.values(DEAD_LETTERS)]


class Clock:
    """A sleep that takes no time and remembers how long it was asked to be."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def settings(**values: object) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]


def records(*values: bytes, first: int = 0) -> list[Record]:
    return [
        Record("in", 0, offset, timestamp=1_700_000_000_000 + offset, key=b"story", value=value)
        for offset, value in enumerate(values, start=first)
    ]


async def test_a_record_that_cannot_be_read_is_dead_lettered_alone_and_the_rest_goes_on_in_order() -> None:
    kafka = Kafka()
    await Runner(Upper(settings()), kafka.produce).run(records(b"one", b"bad", b"two"))
    assert kafka.values() == [b"ONE", b"TWO"]
    (letter,) = kafka.letters()
    assert (letter.stage, letter.topic, letter.partition, letter.offset) == ("upper", "in", 0, 1)
    assert letter.reason == "is bad"
    assert letter.value == b"bad"


async def test_an_exception_nobody_foresaw_costs_only_the_record_that_causes_it() -> None:
    kafka = Kafka()
    await Runner(Upper(settings()), kafka.produce).run(records(b"one", b"bug", b"two"))
    assert kafka.values() == [b"ONE", b"TWO"]
    (letter,) = kafka.letters()
    assert letter.offset == 1
    assert letter.reason == "KeyError: 'a mistake in a stage'"


async def test_a_batch_of_one_that_fails_is_not_done_twice() -> None:
    kafka, stage = Kafka(), Upper(settings())
    await Runner(stage, kafka.produce).run(records(b"bug"))
    assert stage.batches == [[b"bug"]]
    assert len(kafka.letters()) == 1


class Busy(Upper):
    """Finds its server away so often, then sends a message beside its batches, then trips."""

    async def meanwhile(self, out: Outbox) -> None:
        out.send("out", key="story", value=b"beside")
        if self.away:
            self.away -= 1
            raise Unavailable("Elasticsearch is away")
        await out.flush()
        raise KeyError("a mistake in a stage")


async def test_what_a_stage_does_meanwhile_is_begun_again_when_a_server_was_away_and_nothing_else_is_hidden() -> (
    None
):
    kafka, clock = Kafka(), Clock()
    with pytest.raises(KeyError, match="a mistake"):
        await Runner(Busy(settings(), away=3), kafka.produce, sleep=clock.sleep).meanwhile()
    assert clock.slept == [0.5, 1.0, 2.0]
    assert kafka.values() == [b"beside"]


async def test_a_stage_with_nothing_to_do_meanwhile_does_nothing() -> None:
    await Runner(Upper(settings()), Kafka().produce).meanwhile()


@pytest.mark.parametrize(
    ("key", "reason"),
    [(None, "the record has no key"), (b"\xff", "UnicodeDecodeError")],
)
async def test_a_record_without_a_readable_key_is_dead_lettered(key: bytes | None, reason: str) -> None:
    kafka = Kafka()
    keyless = Record("in", 0, 1, timestamp=0, key=key, value=b"keyless")
    await Runner(Upper(settings()), kafka.produce).run([*records(b"one"), keyless])
    assert kafka.values() == [b"ONE"]
    (letter,) = kafka.letters()
    assert letter.reason.startswith(reason)
    assert (letter.key, letter.value) == (key, b"keyless")


async def test_a_server_away_in_a_stage_is_waited_for_longer_each_time_and_nothing_is_lost_or_doubled() -> (
    None
):
    kafka, clock = Kafka(), Clock()
    await Runner(Upper(settings(), away=8), kafka.produce, sleep=clock.sleep).run(
        records(b"one", b"away", b"two")
    )
    assert clock.slept == [0.5, 1, 2, 4, 8, 15, 15, 15]
    assert max(clock.slept) == LONGEST_WAIT
    assert kafka.values() == [b"ONE", b"AWAY", b"TWO"]
    assert kafka.letters() == []


async def test_kafka_away_is_waited_for_and_nothing_is_lost_or_doubled() -> None:
    kafka, clock = Kafka(fails=2), Clock()
    await Runner(Upper(settings()), kafka.produce, sleep=clock.sleep).run(records(b"one", b"bad", b"two"))
    assert clock.slept == [0.5, 1]
    assert kafka.values() == [b"ONE", b"TWO"]
    assert len(kafka.letters()) == 1


async def test_kafka_away_when_a_record_is_given_up_is_waited_for_too() -> None:
    kafka, clock = Kafka(fails=3), Clock()
    await Runner(Upper(settings()), kafka.produce, sleep=clock.sleep).run(records(b"bug"))
    assert clock.slept == [0.5, 1, 2]
    assert [letter.value for letter in kafka.letters()] == [b"bug"]


async def test_what_kafka_took_before_it_went_away_is_sent_again_never_left_out() -> None:
    """Delivery is at least once: of a flush that fails half-way, the first half is there twice."""
    taken: list[bytes] = []
    fails = 1

    async def half(messages: Sequence[Outgoing]) -> None:
        nonlocal fails
        for i, (_, _, value, _) in enumerate(messages):
            if fails and i == 2:
                fails -= 1
                raise Unavailable("Kafka is away")
            taken.append(value)

    await Runner(Upper(settings()), half, sleep=Clock().sleep).run(records(b"1", b"2", b"3", b"4"))
    assert taken == [b"1", b"2", b"1", b"2", b"3", b"4"]


async def test_a_batch_is_done_only_once_kafka_has_what_became_of_it() -> None:
    confirmed = asyncio.Event()
    asked = asyncio.Event()

    async def produce(_: Sequence[Outgoing]) -> None:
        asked.set()
        await confirmed.wait()

    running = asyncio.create_task(Runner(Upper(settings()), produce).run(records(b"one")))
    await asked.wait()
    for _ in range(10):
        await asyncio.sleep(0)
    assert not running.done()
    confirmed.set()
    await running


@pytest.mark.parametrize("value", [b"one", b"bad", b"bug"])
async def test_what_comes_of_a_batch_is_sent_when_its_turn_comes_and_not_before(value: bytes) -> None:
    kafka, before = Kafka(), asyncio.Event()
    runner = Runner(Upper(settings()), kafka.produce)
    running = asyncio.create_task(runner.run(records(value, b"two"), Turn(before=[before])))
    for _ in range(50):
        await asyncio.sleep(0)
    assert not running.done()
    assert kafka.taken == []
    before.set()
    await running
    assert [*kafka.values(), *kafka.letters()]
    assert kafka.values()[-1] == b"TWO"


async def test_a_cancelled_batch_is_not_done() -> None:
    """A worker that stops while it waits for a server must not ack what it waits with."""
    waiting = asyncio.Event()

    async def sleep(_: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    kafka = Kafka(fails=1)
    running = asyncio.create_task(Runner(Upper(settings()), kafka.produce, sleep=sleep).run(records(b"one")))
    await waiting.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert kafka.taken == []


async def test_past_the_limit_of_dead_letters_the_stage_stops_and_nothing_of_the_batch_is_produced() -> None:
    kafka = Kafka()
    runner = Runner(Upper(settings(dead_letter_limit=2)), kafka.produce)
    await runner.run(records(b"one", b"bad", b"bad"))
    before = list(kafka.taken)
    with pytest.raises(TooManyDeadLetters, match=r"3 of the last 5 messages \(60%\) could not be read"):
        await runner.run(records(b"two", b"bad", first=3))
    assert kafka.taken == before


async def test_past_the_limit_by_exceptions_the_record_past_it_is_not_given_up() -> None:
    """Record by record, those before it may be produced: they are done again, for nothing was acked."""
    kafka = Kafka()
    runner = Runner(Upper(settings(dead_letter_limit=1)), kafka.produce)
    with pytest.raises(TooManyDeadLetters):
        await runner.run(records(b"one", b"bug", b"bug", b"two"))
    assert [letter.offset for letter in kafka.letters()] == [1]
    assert kafka.values() == [b"ONE"]


async def test_a_record_done_again_is_not_counted_again_as_dead() -> None:
    kafka = Kafka()
    runner = Runner(Upper(settings(dead_letter_limit=2)), kafka.produce)
    for _ in range(5):
        await runner.run(records(b"bad", b"one", b"bad"))
    assert {letter.offset for letter in kafka.letters()} == {0, 2}


async def test_a_record_is_counted_as_dead_once_however_often_kafka_was_away_for_it() -> None:
    kafka = Kafka(fails=5)
    runner = Runner(Upper(settings(dead_letter_limit=1)), kafka.produce, sleep=Clock().sleep)
    await runner.run(records(b"bad", b"one"))
    assert len(kafka.letters()) == 1


def test_the_limit_looks_back_on_the_last_messages_only() -> None:
    limit = Limit(most=1, window=10)
    for offset in range(100):
        limit.seen([(0, offset)])
        if offset % 10 == 0:
            limit.dead(0, offset)


def test_many_dead_letters_that_are_a_small_share_of_what_was_read_stop_nothing() -> None:
    limit = Limit(most=3, share=0.5, window=20)
    limit.seen((0, offset) for offset in range(20))
    for offset in range(10):
        limit.dead(0, offset)
    with pytest.raises(TooManyDeadLetters, match=r"11 of the last 20 messages \(55%\)"):
        limit.dead(0, 10)


def test_the_limit_tells_partitions_apart() -> None:
    limit = Limit(most=1)
    limit.seen([(0, 7), (1, 7)])
    limit.dead(0, 7)
    with pytest.raises(TooManyDeadLetters):
        limit.dead(1, 7)


async def test_every_topic_is_written_to_under_the_prefix_of_the_installation() -> None:
    kafka = Kafka()
    await Runner(Upper(settings(prefix="eu-")), kafka.produce).run(records(b"one", b"bad"))
    assert sorted(each.topic for each in kafka.taken) == ["eu-dead-letters", "eu-out"]


async def test_a_record_keeps_its_key() -> None:
    kafka = Kafka()
    await Runner(Upper(settings()), kafka.produce).run(records(b"one"))
    assert kafka.taken == [Outgoing("out", b"story", b"ONE")]


# --- dead letters -------------------------------------------------------------------------------


@given(value=st.binary(max_size=300), key=st.none() | st.binary(max_size=40), keep=st.integers(0, 300))
def test_a_dead_letter_gives_the_very_bytes_back_as_many_as_are_kept(
    value: bytes, key: bytes | None, keep: int
) -> None:
    record = Record("articles", 3, 41, timestamp=1_700_000_000_123, key=key, value=value)
    data = dead_letter(record, stage="parse", reason="is not JSON", keep=keep)
    letter = DeadLetter.model_validate_json(data)
    assert letter.value == value[:keep]
    assert letter.key == (key[:keep] if key is not None else None)
    assert (letter.size, letter.truncated) == (len(value), len(value) > keep)
    # what is read can be written again, and says the same
    assert DeadLetter.model_validate_json(letter.model_dump_json()) == letter
    assert b64decode(json.loads(data)["value"]) == value[:keep]


def test_a_dead_letter_says_who_gave_up_what_when_where_and_why() -> None:
    record = Record("articles", 3, 41, timestamp=1_700_000_000_123, key=b"urn:a", value=b"<xml/>")
    letter = DeadLetter.model_validate_json(
        dead_letter(record, stage="parse", reason="is not JSON", keep=100)
    )
    assert (letter.stage, letter.reason) == ("parse", "is not JSON")
    assert (letter.topic, letter.partition, letter.offset) == ("articles", 3, 41)
    assert letter.timestamp == datetime(2023, 11, 14, 22, 13, 20, 123_000, tzinfo=UTC)
    assert letter.extractor.startswith("muster-")


async def test_a_dead_letter_keeps_as_much_as_the_setting_allows() -> None:
    class Nothing(Upper):
        def upper(self, value: bytes) -> bytes:
            raise ValueError(f"{len(value)} bytes")

    kafka = Kafka()
    stage = Nothing(settings(dead_letter_bytes=10))
    await Runner(stage, kafka.produce).run(records(b"x" * 1_000_000))
    (letter,) = kafka.letters()
    assert (letter.value, letter.size, letter.truncated) == (b"x" * 10, 1_000_000, True)


def test_a_reason_is_one_line_and_does_not_repeat_what_could_not_be_read() -> None:
    def reason(value: bytes) -> str:
        with pytest.raises(ValidationError) as caught:
            Article.model_validate_json(value)
        return why(caught.value)

    assert reason(b'{"uri": "", "text": ["a secret"]}') == (
        "uri: String should have at least 1 character; text: Input should be a valid string"
    )
    assert reason(b'{"uri": "urn:a", "text"').startswith("Invalid JSON: EOF while parsing an object")
    assert reason(b'{"uri": "urn:a"}').endswith("has no text, html or headline")


# --- what the stages themselves refuse ------------------------------------------------------------


def test_what_each_reads_is_known_without_it() -> None:
    from consumers.stages import STAGES

    assert list(READS.items()) == [(name, stage.reads) for name, stage in STAGES.items()]


@pytest.mark.usefixtures("enriching")
@pytest.mark.parametrize("stage", ["entities", "quotes", "numbers"])
async def test_a_stage_dead_letters_what_is_not_a_draft(stage: str) -> None:
    from consumers.stages import STAGES

    kafka = Kafka()
    rubbish = [b"", b"{}", b"\xc1", b"\x92\x80\xc0", b"not msgpack"]
    made = STAGES[stage](settings())
    await made.open()
    try:
        await Runner(made, kafka.produce).run(records(*rubbish))
    finally:
        await made.close()
    assert [letter.value for letter in kafka.letters()] == rubbish
    assert {letter.stage for letter in kafka.letters()} == {stage}
    assert kafka.values() == []


@pytest.mark.usefixtures("enriching")
async def test_a_draft_whose_parse_is_of_another_text_is_dead_lettered_alone() -> None:
    from consumers.stages.entities import Entities
    from pipeline.draft import Draft, pack
    from pipeline.parse import Columns

    story = Story.model_validate_json(examples("story")["story.json"])
    # a token that depends on one that isn't there
    broken = pack(Draft(story, Columns([0], [3], ["ten"], ["NUM"], ["CD"], ["ROOT"], [9], [0], [])))
    kafka, stage = Kafka(), Entities(settings())
    await stage.open()
    try:
        await Runner(stage, kafka.produce).run(records(pack(Draft(story, None)), broken))
    finally:
        await stage.close()
    assert len(kafka.values("stories.named")) == 1
    (letter,) = kafka.letters()
    assert (letter.offset, letter.value) == (1, broken)


async def test_parse_begins_or_refuses_each_by_itself(tmp_path: Path) -> None:
    """One of everything in one batch: an article, a kill, one in French, one too long, one that is no article, and
    a picture, which is nobody's fault."""
    from consumers.stages.parse import Parse
    from pipeline.draft import unpack

    stage = Parse(settings(article_bytes=5_000, home=tmp_path))
    kafka = Kafka()
    await stage.open()
    try:
        await Runner(stage, kafka.produce).run(
            records(
                examples("article")["article.json"],
                examples("article")["article-kill.json"],
                '{"uri": "urn:fr", "text": "Huit soldats sont arrivés à Gao.", "language": "fr"}'.encode(),
                b'{"uri": "urn:long", "text": "' + b"x" * 5_000 + b'"}',
                b"<article/>",
                b'{"guid": "urn:picture", "type": "picture", "priority": 3, "headline": "A ferry"}',
            )
        )
    finally:
        await stage.close()
    article, kill, french = map(unpack, kafka.values("stories.parsed"))
    assert article.parse is not None
    assert article.parse.tokens
    assert (kill.story.pubstatus, kill.parse) == ("canceled", None)
    assert (french.parse, french.story.notes) == (None, ("not enriched: no model for the language 'fr'",))
    long, broken = kafka.letters()
    assert "bytes long; an article may have 5,000 (MUSTER_ARTICLE_BYTES)" in long.reason
    assert broken.reason == "is XML of no kind that is known, <article>"
