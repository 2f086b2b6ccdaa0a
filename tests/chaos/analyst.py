"""An analyst, who searches all the time: an answer, or a page that says what is away; never a fault."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2

EVERY = 1.0
"""seconds between two searches"""


class Analyst:
    """What the desk has answered so far."""

    def __init__(self, desk: str) -> None:
        self._desk = desk
        self.answers: Counter[int] = Counter()
        self.faults: list[str] = []

    def search(self, client: httpx2.Client) -> None:
        """Once. A desk that is not there is no fault: somebody has killed it."""
        try:
            answer = client.get(self._desk, params={"q": "soldiers"})
        except httpx2.TransportError:
            self.answers[0] += 1
            return
        self.answers[answer.status_code] += 1
        if answer.status_code not in (200, 503):
            self.faults.append(f"the desk answers {answer.status_code}: {answer.text[:300]}")


@contextmanager
def searching(desk: str) -> Iterator[Analyst]:
    """Searches until the `with` is left."""
    analyst, over = Analyst(desk), threading.Event()

    def search() -> None:
        with httpx2.Client(timeout=30, follow_redirects=False) as client:
            while not over.wait(EVERY):
                analyst.search(client)

    thread = threading.Thread(target=search, name="analyst")
    thread.start()
    try:
        yield analyst
    finally:
        over.set()
        thread.join(60)
