"""GET /live, GET /ready of the desk: for whatever watches over the process, and whatever sends it requests."""

import asyncio
from typing import Final

from elasticsearch import ApiError, NotFoundError, TransportError
from fastapi import Request

from consumers.desk.access import desk_of
from consumers.health.routes import Reasons, routes
from consumers.health.said import Name
from consumers.stored.elastic import Store
from schemas.elasticsearch import KINDS, aliases

_ANSWER: Final = 3.0
"""seconds that Elasticsearch has"""


def _asked(request: Request, name: Name) -> Reasons:
    return _live if name == "live" else desk_of(request).ready.reasons


async def _live() -> list[str]:
    """It answers, so its event loop turns; that Elasticsearch is away is no reason to restart it."""
    return []


async def not_ready(store: Store) -> list[str]:
    """Why a page would have nothing to show."""
    names = [store.name(name) for kind in KINDS for name in aliases(kind)]
    try:
        async with asyncio.timeout(_ANSWER):
            await store.client.indices.get_alias(name=names)
    except NotFoundError:
        return ["an index is not there"]
    except (ApiError, TransportError, TimeoutError):
        return ["Elasticsearch does not answer"]
    return []


router = routes(_asked)
