"""What is counted of stories, claims and alerts on their way to search and to people."""

import time
from collections.abc import Iterable

from consumers.metrics import declared
from pipeline.claims import Succession
from schemas import Claim


def searchable(steps: Iterable[Succession]) -> None:
    """Search has what came of these, unless it is not to be shown."""
    now = time.time()
    for step in steps:
        story = step.stored
        if story.pubstatus != "usable":
            continue
        declared.SEARCHABLE_AT.set(now)
        if step.verdict == "newer" and not story.silent:
            declared.SEARCHABLE_AGE.observe(max(0.0, now - story.version / 1000))


def claimed(claims: Iterable[Claim]) -> None:
    """The ledger has these."""
    for claim in claims:
        declared.CLAIMS.labels(claim.state).inc()


def told(kinds: Iterable[str]) -> None:
    """Alerts of these kinds were made."""
    for kind in kinds:
        declared.ALERTS.labels(kind).inc()
