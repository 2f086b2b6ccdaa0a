"""The decision by itself: what no stream of stories brings about."""

import pytest

from pipeline.claims import Ledger, claims_of, decide, ledger_key
from schemas import Claim, Rule
from tests.pipeline.claims.newsroom import wire

RULES = (Rule(name="everyone"),)


def made(time: str = "08:00") -> Claim:
    return claims_of(wire("a", "AFP", time, "3,000 KP in RU"))[0]


def withdrawn(claim: Claim) -> Claim:
    return claim.model_copy(update={"state": "withdrawn", "version": claim.version + 1})


def test_a_claim_has_its_ledger() -> None:
    assert ledger_key(made()) == "KP/present"
    with pytest.raises(ValueError, match="KP/present"):
        decide(Ledger(key="KP/killed"), made(), RULES)


def test_a_ledgers_key_fits_an_id_however_long_the_name() -> None:
    force = {"name": "Ж" * 1_000, "iso": None}
    long = Claim.model_validate({**made().model_dump(), "force": force})
    assert len(ledger_key(long).encode()) <= 512


def test_a_withdrawal_that_overtakes_its_claim_is_remembered() -> None:
    ledger = decide(Ledger(key="KP/present"), withdrawn(made()), RULES).ledger
    decision = decide(ledger, made(), RULES)
    assert decision.ledger == ledger
    assert decision.alerts == ()
    assert decide(ledger, withdrawn(made()), RULES).ledger == ledger


def test_a_withdrawal_again_tells_nothing() -> None:
    ledger = decide(Ledger(key="KP/present"), made(), RULES).ledger
    first = decide(ledger, withdrawn(made()), RULES)
    assert [alert.kind for alert in first.alerts] == ["withdrawn"]
    again = decide(first.ledger, withdrawn(made()), RULES)
    assert (again.ledger, again.alerts) == (first.ledger, ())


def test_new_and_revised_are_one_telling_with_one_id() -> None:
    """Two workers that know different things of what stood must not both tell it."""
    low, high = made(), claims_of(wire("b", "Reuters", "09:00", "10,000 KP in RU"))[0]
    empty = Ledger(key="KP/present")
    (new,) = decide(empty, high, RULES).alerts
    (revised,) = decide(decide(empty, low, RULES).ledger, high, RULES).alerts
    assert (new.kind, revised.kind) == ("new", "revised")
    assert new.id == revised.id


def test_a_revision_says_whose_figure_it_was() -> None:
    low = claims_of(wire("a", "AFP", "08:00", "3,000 KP in RU says Washington"))[0]
    high = claims_of(wire("b", "Reuters", "09:00", "10,000 KP in RU says Kyiv"))[0]
    ledger = decide(Ledger(key="KP/present"), low, RULES).ledger
    (alert,) = decide(ledger, high, RULES).alerts
    assert alert.revises is not None
    assert (alert.revises.figure.low, alert.revises.story, alert.revises.direction) == (3_000, "a", "up")
    assert alert.revises.source is not None
    assert alert.revises.source.name == "Washington"
    assert alert.claim == high


def test_an_alert_goes_to_the_rules_that_ask_and_its_withdrawal_to_those_that_were_told() -> None:
    rules = (Rule(name="KP", forces=("KP",), kinds=("new",)), Rule(name="UA", forces=("UA",)))
    first = decide(Ledger(key="KP/present"), made(), rules)
    assert first.alerts[0].rules == ("KP",)
    assert decide(first.ledger, withdrawn(made()), ()).alerts[0].rules == ("KP",)
