"""All that a search finds, page by page, as the index was when the first page was asked for."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Final

from consumers.stored.elastic import Store

_KEPT: Final = "5m"
"""how long a page may take to be worked on"""


async def pages(
    store: Store, index: str, *, size: int, sort: Sequence[Mapping[str, str]], **search: Any
) -> AsyncIterator[list[Any]]:
    """The hits, at most `size` a page and none empty; `index` is its name, or its alias's, in Elasticsearch. The search's
    other parts are elasticsearch-py's. Raises `Unavailable` while Elasticsearch is away."""
    with store.waiting():
        pit = (await store.client.open_point_in_time(index=index, keep_alive=_KEPT))["id"]
    try:
        after: dict[str, Any] = {}
        while True:
            with store.waiting():
                answer = await store.client.search(
                    pit={"id": pit, "keep_alive": _KEPT},
                    sort=sort,
                    size=size,
                    track_total_hits=False,
                    **search,
                    **after,
                )
            pit, hits = answer["pit_id"], list(answer["hits"]["hits"])
            if hits:
                yield hits
            if len(hits) < size:
                return
            after = {"search_after": hits[-1]["sort"]}
    finally:
        with store.waiting():
            await store.client.close_point_in_time(id=pit)
