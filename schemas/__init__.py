"""What crosses a boundary: the messages on the public topics and the documents in Elasticsearch."""

from schemas.alert import Alert, AlertKind, FoundStory, Revised
from schemas.article import Article, PubStatus
from schemas.base import Message, epoch_ms, moment
from schemas.claim import Claim, Figure
from schemas.dead_letter import DeadLetter
from schemas.rule import Quiet, Rule
from schemas.story import (
    Bound,
    Cue,
    EntityMention,
    EntityType,
    Force,
    Item,
    Measure,
    Number,
    Place,
    Quote,
    QuoteKind,
    Role,
    Source,
    Span,
    Speaker,
    Status,
    Story,
    TroopCount,
)

__all__ = [
    "Alert",
    "AlertKind",
    "Article",
    "Bound",
    "Claim",
    "Cue",
    "DeadLetter",
    "EntityMention",
    "EntityType",
    "Figure",
    "Force",
    "FoundStory",
    "Item",
    "Measure",
    "Message",
    "Number",
    "Place",
    "PubStatus",
    "Quiet",
    "Quote",
    "QuoteKind",
    "Revised",
    "Role",
    "Rule",
    "Source",
    "Span",
    "Speaker",
    "Status",
    "Story",
    "TroopCount",
    "epoch_ms",
    "moment",
]
