"""An installation with stories, claims, estimates and alerts in it, as the stages leave them, without the stages."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import chain

from consumers.stages.index import document
from consumers.stored.elastic import Store, Write
from consumers.stored.ledgers import Ledgers
from pipeline.claims import Played, play
from schemas import Rule, Story

TOLD = datetime(2026, 11, 18, 9, tzinfo=UTC)
"""when the first alert was told; each later one a minute after the one before"""


async def stocked(store: Store, stories: Iterable[Story], rules: Iterable[Rule] = ()) -> Played:
    """Store what becomes of the stories, in their order."""
    played = play(stories, list(rules) or [Rule(name="everyone")])
    claims = chain.from_iterable(
        (*story.claims, *story.withdrawn_claims) for story in played.stories.values()
    )
    told = {
        alert.id: {**alert.model_dump(mode="json"), "told": (TOLD + timedelta(minutes=index)).isoformat()}
        for index, alert in enumerate(played.alerts.values())
    }
    writes = {
        "stories-all": [Write(story.uri, document(story)) for story in played.stories.values()],
        "claims": [Write(claim.id, claim.model_dump(mode="json")) for claim in claims],
        "alerts": [Write(key, source) for key, source in told.items()],
    }
    for alias, some in writes.items():
        assert all(outcome.done for outcome in await store.write(alias, some))
        await store.refresh(alias)
    ledgers = Ledgers(store)
    await ledgers.read(played.ledgers)
    await ledgers.write(played.ledgers.values())
    return played
