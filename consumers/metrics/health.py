"""What is shown of a stage as the broker sees it."""

from consumers.health.judge import Seen
from consumers.metrics import declared


def seen(stage: str, found: Seen, *, is_stuck: bool) -> None:
    """A look at a stage's consumer is over."""
    declared.STUCK.labels(stage).set(is_stuck)
    if found.is_ready:
        # one that is just being given its partitions knows nothing of what waits in them
        declared.LAG.labels(stage).set(sum(found.behind().values()))


def unseen(stage: str) -> None:
    """Kafka does not answer: nothing can be said of a stage."""
    declared.STUCK.labels(stage).set(0)
