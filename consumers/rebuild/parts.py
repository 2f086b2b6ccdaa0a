"""What can be made anew from which topic: indices that one stage writes are made together."""

from dataclasses import dataclass
from typing import Final

from consumers import topics
from schemas.elasticsearch import Kind


@dataclass(frozen=True)
class Part:
    """The indices, the topic that holds their past, and the stage that has read it up to where it has committed."""

    kinds: tuple[Kind, ...]
    topic: str
    stage: str


STORIES: Final = Part(("stories", "versions", "held"), topics.STORIES, "index")
CLAIMS: Final = Part(("claims", "estimates"), topics.CLAIMS, "count")
ALERTS: Final = Part(("alerts",), topics.ALERTS, "deliver")
PARTS: Final = (STORIES, CLAIMS, ALERTS)

FROM_TOPICS: Final = frozenset(kind for part in PARTS for kind in part.kinds)
