"""The whole count without a server: stories in, in any order; what stands and what was told out.

It does what the stages `index` and `count` do, in memory: for tests, for `rules test`, for replays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from pipeline.claims.decide import decide
from pipeline.claims.ledger import Ledger, ledger_key
from pipeline.claims.succession import StoredStory, succession
from schemas import Alert, Rule, Story


@dataclass(frozen=True)
class Played:
    """Stories by uri, ledgers by key, and every alert once, by id, in the order that they were first told."""

    stories: Mapping[str, StoredStory] = field(default_factory=lambda: MappingProxyType({}))
    ledgers: Mapping[str, Ledger] = field(default_factory=lambda: MappingProxyType({}))
    alerts: Mapping[str, Alert] = field(default_factory=lambda: MappingProxyType({}))


def play(stories: Iterable[Story], rules: Sequence[Rule], *, since: Played | None = None) -> Played:
    """What becomes of the stories as they arrive, after all that came before (`since`)."""
    since = since or Played()
    kept, ledgers, alerts = dict(since.stories), dict(since.ledgers), dict(since.alerts)
    for story in stories:
        rewritten = max(
            (
                other.version
                for other in kept.values()
                if other.evolvedfrom == story.uri and other.pubstatus == "usable"
            ),
            default=None,
        )
        parent = kept.get(story.evolvedfrom) if story.evolvedfrom else None
        step = succession(kept.get(story.uri), story, parent=parent, rewritten=rewritten)
        kept[story.uri] = step.stored
        for claim in (*step.made, *step.withdrawn):
            key = ledger_key(claim)
            decision = decide(ledgers.get(key) or Ledger(key=key), claim, rules)
            ledgers[key] = decision.ledger
            for alert in decision.alerts:
                alerts.setdefault(alert.id, alert)
    return Played(MappingProxyType(kept), MappingProxyType(ledgers), MappingProxyType(alerts))
