"""What is counted of messages on their way to people."""

from collections.abc import Iterable

from consumers.metrics import declared

NO_NAME = "(not in the file)"
"""of a receiver that a rule names and no file: rules are written by people, in any number"""


def may_be_told(receivers: Iterable[str]) -> None:
    """These are in the receivers file: each is counted from nothing, so that the first one given up is seen."""
    for receiver in (*receivers, NO_NAME):
        for outcome in ("sent", "given_up"):
            declared.DELIVERIES.labels(receiver, outcome)


def attempted(attempts: Iterable[tuple[str, bool]]) -> None:
    """A message was sent by these channels; whether each took it."""
    for channel, taken in attempts:
        declared.DELIVERY_ATTEMPTS.labels(channel, "taken" if taken else "failed").inc()


def delivered(receiver: str, states: Iterable[str], *, is_known: bool) -> None:
    """Deliveries to a receiver are in these states; `is_known` if the file has it."""
    for state in states:
        if state != "waiting":
            declared.DELIVERIES.labels(receiver if is_known else NO_NAME, state).inc()
