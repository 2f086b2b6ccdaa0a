"""How Elasticsearch keeps what Muster sends: an index template and the aliases of each kind of document.

The mappings are in the JSON files beside this one. What holds in all of them, and why:

- `dynamic: strict`: a field that nobody declared is refused, as the models refuse it.
- Every keyword has `ignore_above`: Lucene refuses terms of 32,766 bytes, and a word of 1 MB in a story must
  not keep the story out. What is longer is stored, only not searchable as a whole.
- `prose` is the one analyzer for running text; a setting says which it is. Names have `words` beside the
  keyword (the standard analyzer: `kirby` finds John Kirby, and nothing is stemmed).
- A story's text and headline keep their offsets in the index, so that passages of long stories are
  highlighted without reading them again, and without Elasticsearch's limit on that.
- Quotes, numbers and troop counts are nested, so that "more than 1000 of whom" asks about one number.
  Entities are not: a story has a hundred mentions, and each nested one would be a document. What is asked of
  them (who, how often) is in `people`, `organisations` and the like, made by `facets`, which aggregate fast.
- A story may have 100,000 nested documents, not 10,000: a table of election results is a story too.
- Offsets are kept, not indexed: nobody searches for them. Bands are looked up and have no column: nobody reads them.
- Stories are refreshed every five seconds, not every second: `index` refreshes them itself as it looks for copies, and
  each refresh between is as much work again.
"""

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from schemas.story import Story

Kind = Literal[
    "stories",
    "claims",
    "alerts",
    "estimates",
    "rules",
    "deliveries",
    "versions",
    "feedback",
    "held",
    "dead-letters",
    "rebuilds",
]

KINDS: tuple[Kind, ...] = (
    *("stories", "claims", "alerts", "estimates", "rules", "deliveries"),
    *("versions", "feedback", "held", "dead-letters", "rebuilds"),
)

FACETS = ("people", "organisations", "places", "speakers", "forces")

BOOKKEEPING: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        "stories": frozenset(
            {
                "claims",
                "withdrawn_claims",
                "bands",
                "origin",
                "copy_of",
                "similarity",
                "superseded_by",
                *FACETS,
            }
        ),
        "claims": frozenset(),
        # of a saved search's alert, the text that it told of, by which its copies are known
        "alerts": frozenset({"told", "delivered", "signature", "bands"}),
        # a ledger with the rows that changed last, and rows that were put away
        "estimates": frozenset({"key", "changes", "has_more", "rows", "ledger", "row", "value"}),
        "rules": frozenset({"name", "rule", "changed", "removed"}),
        "deliveries": frozenset(
            {
                "alert",
                "receiver",
                "rules",
                "subject",
                "state",
                "made",
                "due",
                "digest",
                "message",
                "attempts",
                "first",
                "leased",
                "reached",
                "reason",
                "ended",
                "record",
            }
        ),
        "feedback": frozenset(),
        # a story under embargo, whole, and what has become of it
        "held": frozenset({"uri", "version", "state", "due", "story"}),
        # what has become of a dead letter; the letter itself is in Kafka
        "dead-letters": frozenset({"letter", "stage", "state", "at"}),
        # who is making an index anew, so that no two do
        "rebuilds": frozenset({"by", "at"}),
        # a story's earlier version: some of its fields
        "versions": frozenset(
            {
                "uri",
                "version",
                "pubstatus",
                "headline",
                "text",
                "language",
                "provider",
                "published",
                "byline",
                "url",
                "text_sha256",
                "extractor",
            }
        ),
    }
)
"""Fields of a document beside those of the message in it; take them away to have the message back."""

# Above the priority of the templates that Elasticsearch comes with, none of which is about our names.
_PRIORITY = 500

_FOLDER = Path(__file__).parent


def index_template(
    kind: Kind, *, prefix: str = "", analyzer: str = "english", number_of_replicas: int = 1
) -> dict[str, Any]:
    """The body that makes one kind's index template (`PUT _index_template/{prefix}{kind}`).

    `analyzer` is the type of analyzer for running text: `english`, or `standard` where the module that has
    `english` is missing, as on the local servers. `prefix` keeps installations apart that share a cluster.
    """
    template = json.loads((_FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    settings = template["settings"]
    settings["number_of_replicas"] = number_of_replicas
    settings["analysis"]["analyzer"]["prose"] = {"type": analyzer}
    return {
        "index_patterns": [f"{prefix}{kind}-*"],
        "priority": _PRIORITY,
        # a write to an index that has gone must not make it anew, empty
        "allow_auto_create": False,
        "template": template,
        "_meta": {"muster": version("muster")},
    }


def index_name(kind: Kind, *, prefix: str = "", generation: int = 1) -> str:
    """The index itself: `stories-000001`. A change of mapping makes the next generation."""
    return f"{prefix}{kind}-{generation:06d}"


def aliases(kind: Kind, prefix: str = "") -> dict[str, dict[str, Any]]:
    """The names that an index is used by, as the `aliases` of the request that creates it.

    They are not in the template: a new generation takes its names over when it is complete, not when it is
    made. `stories` is for searching and shows usable stories only; `stories-all` is for writing and for
    reading by id.
    """
    if kind == "stories":
        return {
            f"{prefix}stories": {"filter": {"term": {"pubstatus": "usable"}}},
            f"{prefix}stories-all": {},
        }
    return {f"{prefix}{kind}": {}}


def facets(story: Story) -> dict[str, list[str]]:
    """Who and what a story is about, each name once, in order of appearance: part of its document."""
    return {
        "people": _unique(mention.name for mention in story.entities if mention.type == "PERSON"),
        "organisations": _unique(mention.name for mention in story.entities if mention.type == "ORG"),
        "places": _unique(mention.name for mention in story.entities if mention.type == "PLACE"),
        "speakers": _unique(
            who.name for quote in story.quotes for who in (quote.speaker, *quote.joint) if who
        ),
        "forces": _unique(count.force.name for count in story.troop_counts if count.force),
    }


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
