"""Elasticsearch: documents by id, writes in bulk, and who waits when it is away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from elasticsearch import ApiError, TransportError
from elasticsearch.helpers import async_streaming_bulk, expand_action

from consumers.clients.elasticsearch import absence, connect, refusal
from consumers.errors import MusterError, Unavailable, Unreadable
from consumers.metrics.writes import Guard, unavailable, written
from consumers.settings import Settings

CHUNK_BYTES = 5 * 1024 * 1024
BUSY = frozenset({408, 429, 502, 503, 504})
"""statuses that say: later"""
DENIED = frozenset({401, 403})
"""statuses that say: not you; the message is not to blame, so it waits for whoever mends the password or the role"""
CONFLICT = 409
MISSING = 404
LATER = BUSY | DENIED | {MISSING}
"""statuses of a write or a search that is to be made again"""
_BLOCKED = "cluster_block_exception"
"""an index that takes no writes while another takes its place: later"""


@dataclass(frozen=True)
class Document:
    """A stored document and what guards a write to it: where in the index's history it was read, or its version."""

    source: Mapping[str, Any]
    seq_no: int
    primary_term: int
    version: int
    index: str


@dataclass(frozen=True)
class Write:
    """One document to store.

    `version` makes the write stale if a higher one is stored; `after` makes it fail if anyone else has written since
    that document was read; `new` makes it fail if there is one at all. The three don't mix.
    """

    id: str
    source: Mapping[str, Any]
    version: int | None = None
    after: Document | None = None
    new: bool = False

    def action(self, index: str) -> dict[str, Any]:
        """The write as the bulk helper takes it."""
        action: dict[str, Any] = {
            "_op_type": "create" if self.new else "index",
            "_index": index,
            "_id": self.id,
            "_source": self.source,
        }
        if self.version is not None:
            action |= {"version": self.version, "version_type": "external_gte"}
        if self.after is not None:
            action |= {"if_seq_no": self.after.seq_no, "if_primary_term": self.after.primary_term}
            # what was read is of one index, and says nothing of the one that has taken its place since
            action |= {"_index": self.after.index, "require_alias": False}
        return action

    @property
    def guard(self) -> Guard:
        """Which of the three it has."""
        if self.new:
            return "new"
        if self.version is not None:
            return "version"
        return "after" if self.after is not None else None


@dataclass(frozen=True)
class Outcome:
    """What became of a write. `reason` says why it was refused; `stored` is the document as it is now, if it was not."""

    write: Write
    status: int
    reason: str
    stored: Document | None = None

    @property
    def done(self) -> bool:
        """Whether it is stored now."""
        return self.status < 300

    @property
    def conflict(self) -> bool:
        """Whether something newer, or something at all, was there already."""
        return self.status == CONFLICT


class Store:
    """Muster's indices, to be closed after use (`async with`, or `close`). Every method raises `Unavailable` while
    Elasticsearch is away or busy."""

    _by_alias = True
    """whether writes go to aliases, as all do but those into an index that nobody uses yet"""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._prefix = settings.prefix
        self._address = settings.elasticsearch
        self.client = connect(settings)

    async def __aenter__(self) -> "Store":
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.close()

    def name(self, alias: str) -> str:
        """An alias with the installation's prefix."""
        return self._prefix + alias

    async def read(self, alias: str, ids: Iterable[str], *, source: bool = True) -> dict[str, Document]:
        """The documents that there are, by id; what was written a moment ago is seen. Without `source` they are empty,
        and only tell whether anyone has written."""
        return (await self.read_all({alias: ids}, source=source))[alias]

    async def read_all(
        self, ids: Mapping[str, Iterable[str]], *, source: bool = True
    ) -> dict[str, dict[str, Document]]:
        """The same of several aliases, in one request."""
        wanted = [(alias, ident) for alias, some in ids.items() for ident in dict.fromkeys(some)]
        found: dict[str, dict[str, Document]] = {alias: {} for alias in ids}
        if not wanted:
            return found
        with self.waiting():
            answer = await self.client.mget(
                docs=[{"_index": self.name(alias), "_id": ident} for alias, ident in wanted], source=source
            )
        for (alias, ident), doc in zip(wanted, answer["docs"], strict=True):
            if "error" in doc:
                raise Unavailable(
                    f"Elasticsearch at {self._address} can't read {alias}: {doc['error'].get('reason')}"
                )
            if doc["found"]:
                found[alias][ident] = Document(
                    doc.get("_source", {}),
                    doc["_seq_no"],
                    doc["_primary_term"],
                    doc["_version"],
                    doc["_index"],
                )
        return found

    async def parts(
        self, alias: str, ids: Iterable[str], fields: Sequence[str]
    ) -> dict[str, Mapping[str, Any]]:
        """Some fields of the documents that there are, by id; what was written a moment ago is seen."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        with self.waiting():
            answer = await self.client.mget(index=self.name(alias), ids=wanted, source_includes=list(fields))
        return {doc["_id"]: doc["_source"] for doc in answer["docs"] if doc.get("found")}

    async def write(self, alias: str, writes: Sequence[Write], *, visible: bool = False) -> list[Outcome]:
        """Store documents with different ids; what became of each. A refused one does not hold up the others. If they
        are to be `visible`, searches find them when this returns."""
        if not writes:
            return []
        by_id = {write.id: write for write in writes}
        if len(by_id) < len(writes):
            raise ValueError("two writes of one id: their order would not be kept when one is retried")
        outcomes: list[Outcome] = []
        with self.waiting():
            results = async_streaming_bulk(
                self.client,
                [write.action(self.name(alias)) for write in writes],
                raise_on_error=False,
                max_chunk_bytes=CHUNK_BYTES,
                max_retries=5,
                initial_backoff=0.2,
                max_backoff=5,
                retry_on_status=tuple(BUSY),
                expand_action_callback=_expanded,
                # an index that is not there must not be made up on the way
                require_alias=self._by_alias,
                refresh=visible,
            )
            async for _, result in results:
                ((_, item),) = result.items()
                write = by_id[item["_id"]]
                outcomes.append(Outcome(write, item["status"], _reason(item), _stored(write, item)))
        written(alias, ((each.status, each.write.guard) for each in outcomes), later=LATER)
        for outcome in outcomes:
            if outcome.status in LATER:
                raise Unavailable(f"Elasticsearch at {self._address} can't store {alias}: {outcome.reason}")
        return outcomes

    async def refresh(self, alias: str) -> None:
        """Have searches find all that is written by now."""
        with self.waiting():
            await self.client.indices.refresh(index=self.name(alias))

    async def searches(
        self, alias: str, bodies: Sequence[Mapping[str, Any]]
    ) -> list[list[Mapping[str, Any]]]:
        """What each of several searches finds, in one request: their hits, in order.

        Raises `MusterError` on a search that Elasticsearch can't make sense of.
        """
        found: list[list[Mapping[str, Any]]] = []
        for response in await self.responses(alias, bodies):
            if "error" in response:
                raise MusterError(
                    f"Elasticsearch at {self._address} can't search {alias}: {response['error'].get('reason')}"
                )
            found.append(response["hits"]["hits"])
        return found

    async def responses(self, alias: str, bodies: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
        """What Elasticsearch answers to each of several searches, in one request; it may be an `error`."""
        if not bodies:
            return []
        with self.waiting():
            answer = await self.client.msearch(
                searches=[part for body in bodies for part in ({"index": self.name(alias)}, body)]
            )
        responses: Sequence[Mapping[str, Any]] = answer["responses"]
        for one in responses:
            if "error" in one and one["status"] in LATER:
                raise Unavailable(
                    f"Elasticsearch at {self._address} can't search {alias} now: {one['error'].get('reason')}"
                )
        return responses

    async def close(self) -> None:
        """Let go of the connections."""
        await self.client.close()

    def waiting(self) -> AbstractContextManager[None]:
        """Within it the client's own calls raise what the methods here raise."""
        return waiting(self._settings)


def accepted(outcomes: Iterable[Outcome]) -> None:
    """Raises `Unreadable` if Elasticsearch would not have a document: what made it can't be counted."""
    for outcome in outcomes:
        if not outcome.done:
            raise Unreadable(f"Elasticsearch refuses {outcome.write.id}: {outcome.reason}")


@contextmanager
def waiting(settings: Settings) -> Iterator[None]:
    """Turn the client's many ways to say "not now" into `Unavailable`."""
    address = settings.elasticsearch
    try:
        yield
    except ApiError as error:
        if error.status_code in BUSY:
            unavailable("busy")
            raise Unavailable(f"Elasticsearch at {address} is busy ({error.status_code})") from error
        if error.error == _BLOCKED:
            unavailable("blocked")
            raise Unavailable(f"Elasticsearch at {address} takes no writes now ({_why(error)})") from error
        if error.status_code == MISSING:
            unavailable("missing")
            raise Unavailable(
                f"Elasticsearch at {address} lacks an index: run muster index create"
            ) from error
        if error.status_code in DENIED:
            unavailable("denied")
            raise Unavailable(f"Elasticsearch at {address} {refusal(error)}") from error
        raise MusterError(f"Elasticsearch at {address} refuses: {_why(error)}") from error
    except TransportError as error:
        unavailable("away")
        raise Unavailable(
            f"Elasticsearch at {address} does not answer ({absence(settings, error)})"
        ) from error


def _expanded(action: Any) -> Any:
    """As the bulk helper does it, which doesn't know that one write may be to an index and another to an alias."""
    by_alias = action.pop("require_alias", None)
    expanded = expand_action(action)
    if by_alias is not None:
        (about,) = expanded[0].values()
        about["require_alias"] = by_alias
    return expanded


def _stored(write: Write, item: Mapping[str, Any]) -> Document | None:
    if item["status"] >= 300:
        return None
    return Document(write.source, item["_seq_no"], item["_primary_term"], item["_version"], item["_index"])


def _why(error: ApiError) -> str:
    body = error.body if isinstance(error.body, Mapping) else {}
    return _reason(body) or error.message


def _reason(item: Mapping[str, Any]) -> str:
    error = item.get("error")
    if isinstance(error, Mapping):
        cause = error.get("caused_by") or {}
        return ": ".join(str(part) for part in (error.get("reason"), cause.get("reason")) if part)
    return str(error or "")
