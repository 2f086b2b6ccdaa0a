"""What holds for any stream of stories, repeated and cut anywhere."""

import json
import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims import Ledger, Played, counted_again, decide, ledger_key, play, succession
from pipeline.claims.rows import Row, changed_rows, ledger_of
from schemas import Alert, Claim, Rule, Story
from tests.pipeline.claims.newsroom import kill, wire

LEISURELY = settings(deadline=None)
"""two cores that others use too are slow at times"""
RULES = (
    Rule(name="everyone"),
    Rule(name="curious", kinds=("new", "revised", "corroborated", "withdrawn"), vague=True, historic=True),
    Rule(name="large", at_least=5_000),
)
FIGURES = (
    "3,000 KP in RU",
    "at least 3,000 KP in RU",
    "3,000 KP",
    "10,000 KP in RU",
    "3,000-5,000 KP in RU",
    "about 3,200 KP in RU",
    "3,000 KP in Kursk:RU",
    "3,000 KP in UA",
    "1,500 more KP in RU",
    "planned 10,000 KP in RU",
    "vaguely 1,000 KP in RU",
    "historic 3,000 KP in RU",
    "500 KP killed",
)


@st.composite
def versions(draw: st.DrawFn) -> Story:
    """A version of one of a few stories, some of them copies, at one of a few moments, or its kill."""
    uri = draw(st.sampled_from("abcd"))
    time = f"{draw(st.integers(6, 12)):02}:00"
    provider = {"a": "AFP", "b": "Reuters", "c": "Outlet", "d": None}[uri]
    if draw(st.integers(0, 7)) == 0:
        return kill(uri, provider, time)
    figures = draw(st.lists(st.sampled_from(FIGURES), max_size=3))
    return wire(uri, provider, time, *figures, body="a" if uri == "c" else None)


STREAMS = st.lists(versions(), max_size=8)


@LEISURELY
@given(STREAMS, st.data())
def test_a_stream_that_starts_again_from_anywhere_changes_nothing(
    stream: list[Story], data: st.DataObject
) -> None:
    quiet = play(stream, RULES)
    cut = data.draw(st.integers(0, len(stream)))
    back = data.draw(st.integers(0, cut))
    assert play([*stream[:cut], *stream[back:]], RULES) == quiet


@LEISURELY
@given(STREAMS, st.data())
def test_claims_that_are_sent_again_change_nothing(stream: list[Story], data: st.DataObject) -> None:
    claims = sent(stream)
    quiet = count(claims)
    cut = data.draw(st.integers(0, len(claims)))
    back = data.draw(st.integers(0, cut))
    assert count([*claims[:cut], *claims[back:]]) == quiet


@LEISURELY
@given(STREAMS)
def test_ledgers_that_are_lost_are_the_same_when_they_are_counted_again_from_claims_and_alerts(
    stream: list[Story],
) -> None:
    claims = sent(stream)
    lost, alerts = count(claims)
    told = {alert.id: alert.rules for alert in alerts.values()}
    again: dict[str, Ledger] = {}
    for claim in claims:
        key = ledger_key(claim)
        again[key] = counted_again(again.get(key) or Ledger(key=key), claim, told)
    assert again == lost


@LEISURELY
@given(STREAMS)
def test_a_decision_taken_twice_tells_the_same(stream: list[Story]) -> None:
    ledgers: dict[str, Ledger] = {}
    for claim in sent(stream):
        ledger = ledgers.get(ledger_key(claim)) or Ledger(key=ledger_key(claim))
        once, again = decide(ledger, claim, RULES), decide(ledger, claim, RULES)
        assert once == again
        ledgers[ledger.key] = once.ledger
        assert decide(once.ledger, claim, RULES).alerts == ()


@LEISURELY
@given(STREAMS)
def test_what_is_stored_is_read_back_as_it_was(stream: list[Story]) -> None:
    played = play(stream, RULES)
    for ledger in played.ledgers.values():
        rows = json.loads(json.dumps(changed_rows(Ledger(key=ledger.key), ledger)))
        assert ledger_of(ledger.key, rows, changes=ledger.changes) == ledger
    for stored in played.stories.values():
        assert type(stored).model_validate_json(stored.model_dump_json()) == stored


@LEISURELY
@given(STREAMS, st.lists(st.booleans(), min_size=8, max_size=8))
def test_a_ledger_is_its_rows_whichever_of_its_states_were_written(
    stream: list[Story], silent: list[bool]
) -> None:
    stream = [
        story.model_copy(update={"silent": is_so}) for story, is_so in zip(stream, silent, strict=False)
    ]
    ledgers: dict[str, Ledger] = {}
    rows: dict[str, dict[str, Row]] = {}
    for claim in sent(stream):
        key = ledger_key(claim)
        before = ledgers.get(key) or Ledger(key=key)
        after = decide(before, claim, RULES).ledger
        changed = changed_rows(before, after)
        rows[key] = {**rows.get(key, {}), **changed}
        ledgers[key] = after
        assert bool(changed) == (after is not before)
        assert len(changed) <= 8, "one claim writes a few rows, however many there are"
    for key, ledger in ledgers.items():
        read = ledger_of(key, rows[key], changes=ledger.changes)
        assert read == ledger
        assert read.register == ledger.register, "what is looked up follows from what is stored"


@LEISURELY
@given(STREAMS, st.randoms(use_true_random=False))
def test_the_same_claims_stand_whatever_the_order(stream: list[Story], chance: random.Random) -> None:
    # two versions made in the same moment have no order but that of arrival
    stream = list({(story.uri, story.version): story for story in stream}.values())
    shuffled = list(stream)
    chance.shuffle(shuffled)
    assert figures(play(shuffled, RULES)) == figures(play(stream, RULES))


@LEISURELY
@given(STREAMS, st.randoms(use_true_random=False))
def test_stories_of_one_version_leave_the_same_ledger_whatever_the_order(
    stream: list[Story], chance: random.Random
) -> None:
    stream = [story for story in {story.uri: story for story in stream}.values() if story.troop_counts]
    shuffled = [*stream, *stream]
    chance.shuffle(shuffled)
    quiet, wild = play(stream, RULES), play(shuffled, RULES)
    assert {key: ledger.facts for key, ledger in wild.ledgers.items()} == {
        key: ledger.facts for key, ledger in quiet.ledgers.items()
    }


@LEISURELY
@given(STREAMS)
def test_when_all_is_killed_nothing_stands_and_no_one_is_left_to_be_told(stream: list[Story]) -> None:
    kills = [kill(uri, None, "23:00") for uri in "abcd"]
    played = play([*stream, *kills], RULES)
    for ledger in played.ledgers.values():
        assert not ledger.standing
        assert all(estimate.opened is None and not estimate.told for estimate in ledger.estimates)


@LEISURELY
@given(STREAMS)
def test_what_is_taken_back_was_told_before(stream: list[Story]) -> None:
    heard: dict[str, set[str]] = {}
    for alert in play(stream, RULES).alerts.values():
        for rule in alert.rules:
            words = alert.words.partition(", up from")[0].partition(", down from")[0]
            if alert.kind == "withdrawn":
                assert words in heard.get(rule, set())
            else:
                heard.setdefault(rule, set()).add(words)


@LEISURELY
@given(STREAMS)
def test_the_versions_of_a_story_only_go_up(stream: list[Story]) -> None:
    played = Played()
    for before, after in pairwise([played, *(played := play([s], RULES, since=played) for s in stream)]):
        assert all(after.stories[uri].version >= before.stories[uri].version for uri in before.stories)


def sent(stream: list[Story]) -> list[Claim]:
    """Every claim that the index stage sends."""
    stored, claims = Played().stories, []
    for story in stream:
        step = succession(stored.get(story.uri), story)
        stored = {**stored, story.uri: step.stored}
        claims += [*step.made, *step.withdrawn]
    return claims


def count(claims: list[Claim]) -> tuple[dict[str, Ledger], dict[str, Alert]]:
    """What the count stage makes of them."""
    ledgers: dict[str, Ledger] = {}
    alerts: dict[str, Alert] = {}
    for claim in claims:
        key = ledger_key(claim)
        decision = decide(ledgers.get(key) or Ledger(key=key), claim, RULES)
        ledgers[key] = decision.ledger
        for alert in decision.alerts:
            alerts.setdefault(alert.id, alert)
    return ledgers, alerts


def figures(played: Played) -> set[tuple[str, str, str]]:
    """Which figures stand, and in which stories."""
    return {
        (key, estimate.id, said.story)
        for key, ledger in played.ledgers.items()
        for estimate in ledger.standing
        for said in estimate.standing
    }
