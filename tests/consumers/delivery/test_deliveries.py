"""What Elasticsearch keeps of a delivery."""

from datetime import UTC, datetime, timedelta

from consumers.delivery.deliveries import Delivery, Origin, delivery_id
from consumers.record import Record
from schemas.elasticsearch import BOOKKEEPING, index_template

NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)
RECORD = Record("t-alerts", 3, 7, 1_763_272_800_000, b"KP/present", b"value")


def delivery(**changes: object) -> Delivery:
    made = Delivery(
        alert="a", receiver="desk", rules=("r",), subject="s", made=NOW, due=NOW, record=Origin.of(RECORD)
    )
    return made.model_copy(update=changes)


def test_every_field_has_a_mapping_and_every_mapping_a_field() -> None:
    mapped = set(index_template("deliveries")["template"]["mappings"]["properties"])
    assert mapped == set(Delivery.model_fields) == BOOKKEEPING["deliveries"]


def test_its_id_is_made_from_the_alert_and_the_receiver() -> None:
    assert delivery().id == delivery_id("a", "desk") == delivery(attempts=3, rules=("x",)).id
    assert len({delivery_id("a", "b"), delivery_id("b", "a"), delivery_id("ab", "")}) == 3


def test_it_is_due_once_its_time_has_come_and_nobody_is_about_it() -> None:
    second = timedelta(seconds=1)
    assert delivery().is_due(NOW)
    assert not delivery(due=NOW + second).is_due(NOW)
    assert not delivery(leased=NOW + second).is_due(NOW)
    assert delivery(leased=NOW).is_due(NOW)
    assert not delivery(state="sent").is_due(NOW)
    assert not delivery(state="given_up").is_due(NOW)


def test_the_record_that_it_came_from_can_be_made_again_for_a_dead_letter() -> None:
    kept = Delivery.model_validate(delivery().model_dump(mode="json"))
    assert kept == delivery()
    assert kept.record.holding(b"value") == RECORD
    keyless = Record("t", 0, 0, 0, None, b"")
    assert Origin.of(keyless).holding(b"") == keyless
