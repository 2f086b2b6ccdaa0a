"""What came of an attempt, and whether there is to be another."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FEW = 3
"""attempts at what is refused in a way that rarely passes: someone may be mending an address this minute"""


@dataclass(frozen=True)
class Taken:
    """The receiver has it. `how` says what it answered; it goes to people, so no secret may be in it."""

    how: str


@dataclass(frozen=True)
class Failed:
    """The receiver does not have it, as far as one can know. `reason` is for people: no secret may be in it.

    `most` is how often such a thing is tried, if less often than others; `wait` is for how many seconds the receiver
    asked to be left alone.
    """

    reason: str
    most: int | None = None
    wait: float | None = None


Outcome = Taken | Failed


@dataclass(frozen=True)
class Patience:
    """How often, and for how long after the first attempt, a delivery is tried."""

    attempts: int
    hours: float

    def is_over(self, failed: Failed, *, attempts: int, first: datetime, now: datetime) -> bool:
        """Whether a delivery is given up after the `attempts`-th attempt, the first of which was at `first`."""
        most = min(self.attempts, failed.most or self.attempts)
        return attempts >= most or now - first >= timedelta(hours=self.hours)


def answered(status: int, *, wait: float | None) -> Outcome:
    """What an HTTP status means for a delivery. `wait` is what `Retry-After` asks for, in seconds.

    2xx is taken. 410 says never again. Other 4xx, and redirects, which are not followed, are tried a few times, but
    for those that ask for time (408, 425, 429). All else may pass.
    """
    if 200 <= status < 300:
        return Taken(f"answered {status}")
    if status == 410:
        return Failed("answered 410: it wants nothing more", most=1)
    if 300 <= status < 400:
        return Failed(
            f"answered {status}: redirects are not followed, name the address they lead to", most=FEW
        )
    if 400 <= status < 500 and status not in (408, 425, 429):
        return Failed(f"answered {status}", most=FEW)
    return Failed(f"answered {status}", wait=wait)
