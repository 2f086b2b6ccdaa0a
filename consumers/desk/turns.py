"""How many may do what is costly at once; whoever comes when all turns are taken is told to come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from consumers.desk.errors import Busy, Refused


@dataclass
class Turns:
    """`most` at once; `full` is what is said beyond that, with the status `status`."""

    most: int
    full: str
    status: int = Busy.STATUS
    open: int = 0

    def ask_for_room(self) -> None:
        """Raises `Refused` if there are too many."""
        if self.open >= self.most:
            raise Busy(self.full) if self.status == Busy.STATUS else Refused(self.full, status=self.status)

    @contextmanager
    def another(self) -> Iterator[None]:
        """Count one in while it lasts; for whoever has asked for room."""
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Ask for room, and count one in while it lasts."""
        self.ask_for_room()
        with self.another():
            yield


def trials() -> Turns:
    """Rules tried on past days: each reads all claims that concern it."""
    return Turns(2, "Two rules are being tried already. Try again in a few seconds.")


def exports() -> Turns:
    """Searches that are saved as files: each reads up to 10,000 stories."""
    return Turns(4, "Four files are being made already. Try again in a minute.")


def streams() -> Turns:
    """Streams of alerts that are open: each asks Elasticsearch once a second."""
    return Turns(50, "There are 50 streams of alerts open: close a page.", status=429)


@dataclass
class AllTurns:
    """Those of one desk."""

    trials: Turns = field(default_factory=trials)
    exports: Turns = field(default_factory=exports)
    streams: Turns = field(default_factory=streams)
