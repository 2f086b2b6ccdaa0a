"""Trying a rule from a page: one of few at once, and within limits."""

from datetime import UTC, datetime, timedelta
from typing import Final

from consumers.desk.desk import Desk
from consumers.desk.errors import Refused
from consumers.rules.trial import TooMuch, trial
from pipeline.claims.recount import Sent
from schemas import Rule

MOST: Final = 50_000
"""claims or stories that are looked at; ten thousand claims take a second"""


async def tried(desk: Desk, rule: Rule, *, days: float) -> list[Sent]:
    """What the rule would have sent in the last days. Raises `Busy` where others try theirs, `Refused` where it would
    have to look at too much."""
    with desk.turns.trials.turn():
        try:
            return await trial(desk.store, rule, since=datetime.now(UTC) - timedelta(days=days), most=MOST)
        except TooMuch as error:
            raise Refused(str(error), status=422) from error
