"""The stages as Kafka knows them: what each reads, and its consumer group. For those who need nothing else of a stage."""

from collections.abc import Mapping
from types import MappingProxyType

from consumers import topics
from consumers.settings import Settings

READS: Mapping[str, str] = MappingProxyType(
    {
        "parse": topics.ARTICLES,
        "entities": topics.PARSED,
        "quotes": topics.NAMED,
        "numbers": topics.QUOTED,
        "index": topics.STORIES,
        "watch": topics.STORED,
        "count": topics.CLAIMS,
        "deliver": topics.ALERTS,
    }
)
"""the topic of every stage, in the order of the way"""


def group_of(stage: str, settings: Settings) -> str:
    """The consumer group of a stage."""
    return f"{settings.prefix}muster-{stage}"
