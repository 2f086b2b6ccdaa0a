"""Elasticsearch's flood-stage block, put on and taken off."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from consumers.errors import MusterError
from consumers.settings import Settings
from consumers.stored.elastic import Store
from tests.integration.installation import until


@contextmanager
def read_only(settings: Settings) -> Iterator[None]:
    """No index of the installation can be written to. `settings` lead to Elasticsearch itself, past any proxy."""
    asyncio.run(_set(settings, blocked=True))
    try:
        yield
    finally:
        until(lambda: _lifted(settings), timeout=60)


def _lifted(settings: Settings) -> bool:
    try:
        asyncio.run(_set(settings, blocked=False))
    except MusterError:
        return False
    return True


async def _set(settings: Settings, *, blocked: bool) -> None:
    async with Store(settings) as store:
        with store.waiting():
            await store.client.indices.put_settings(
                index=f"{settings.prefix}*",
                settings={"index.blocks.read_only_allow_delete": True if blocked else None},
            )
