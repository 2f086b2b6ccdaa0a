"""Every ledger of an installation, as the stages and the desk read them."""

from consumers.stored.elastic import Store
from consumers.stored.ledgers import ESTIMATES, Ledgers
from consumers.stored.pages import pages
from pipeline.claims import Ledger


async def every_ledger(store: Store) -> dict[str, Ledger]:
    """All that there are, by key."""
    await store.refresh(ESTIMATES)
    heads = pages(
        store,
        store.name(ESTIMATES),
        size=1_000,
        sort=[{"_shard_doc": "asc"}],
        query={"exists": {"field": "key"}},
    )
    return await Ledgers(store).read([hit["_id"] async for hits in heads for hit in hits])
