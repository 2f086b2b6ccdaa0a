"""Making the Elasticsearch indices: a template each, the first index behind its aliases."""

import asyncio
import re
from collections.abc import Collection, Coroutine, Iterable, Mapping
from typing import Any, TypeVar

from elasticsearch import AuthorizationException, BadRequestError, ConflictError

from consumers.clients.elasticsearch import Client, connect, refusal
from consumers.errors import Unavailable
from consumers.rules.rulebook import EVERYONE, rule_document, rule_id
from consumers.settings import Settings
from consumers.stored.elastic import waiting
from consumers.stored.lacking import lacking
from schemas.elasticsearch import KINDS, Kind, aliases, index_name, index_template

T = TypeVar("T")


async def create(settings: Settings, *, only: Collection[Kind] = KINDS) -> list[str]:
    """Put the templates, and make the indices that aren't there yet; gives the names of those that it made.

    The rules index has its alias last, and the rule for everyone before that: a worker that finds the index has a
    rule to go by, and who is killed on the way can do it again. Whose role lets them make nothing makes nothing, if
    all is there as it would be made. Raises `Unavailable` if Elasticsearch can't be reached, or refuses.
    """
    async with connect(settings) as client:
        with waiting(settings):
            try:
                made = await _all(_create(client, settings, kind) for kind in only)
            except AuthorizationException as error:
                if lacks := await lacking(client, settings):
                    raise Unavailable(
                        f"Elasticsearch at {settings.elasticsearch} lacks {lacks}, and Muster may not make it here "
                        f"({refusal(error)}): run muster index create as a user who may"
                    ) from error
                return []
    return [name for name in made if name is not None]


async def _create(client: Client, settings: Settings, kind: Kind) -> str | None:
    """The template and the first index of a kind; the index's name if it had to be made."""
    template = await put_template(client, settings, kind)
    names = aliases(kind, settings.prefix)
    if await client.indices.exists_alias(name=",".join(names)):
        # fields that have come since it was made; those that it has stay as they are
        await client.indices.put_mapping(index=",".join(names), **template["template"]["mappings"])
        return None
    first = index_name(kind, prefix=settings.prefix)
    is_new = await _make(client, first, {} if kind == "rules" else names)
    if kind == "rules":
        await _put_everyone(client, first)
        await client.indices.put_alias(index=first, name=settings.prefix + kind)
    return first if is_new else None


async def put_template(client: Client, settings: Settings, kind: Kind) -> dict[str, Any]:
    """Have what is made of a kind from now on be as this Muster wants it; the template."""
    template = index_template(
        kind,
        prefix=settings.prefix,
        analyzer=settings.analyzer,
        number_of_replicas=settings.replication - 1,
    )
    template["meta"] = template.pop("_meta")
    await client.indices.put_index_template(name=f"{settings.prefix}{kind}", **template)
    return template


async def _make(client: Client, index: str, names: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether it had to be made."""
    try:
        await client.indices.create(index=index, aliases=names)
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise
        return False
    return True


async def _put_everyone(client: Client, index: str) -> None:
    try:
        await client.create(
            index=index, id=rule_id(EVERYONE.name), document=rule_document(EVERYONE), refresh=True
        )
    except ConflictError:
        # another worker was here first
        return


async def delete(settings: Settings) -> None:
    """Remove the indices and templates of the installation that `settings.prefix` names.

    Raises `ValueError` without a prefix: that would be everyone's indices.
    """
    if not settings.prefix:
        raise ValueError("indices without a prefix are not removed")
    async with connect(settings) as client:
        with waiting(settings):
            await _all(_delete(client, settings, kind) for kind in KINDS)


async def _delete(client: Client, settings: Settings, kind: Kind) -> None:
    if every := await every_index(client, settings, kind):
        await client.indices.delete(index=",".join(every), ignore_unavailable=True)
    await client.indices.delete_index_template(name=f"{settings.prefix}{kind}")


async def every_index(client: Client, settings: Settings, kind: Kind) -> dict[str, Mapping[str, Any]]:
    """The indices of a kind, of all generations, the oldest first, as Elasticsearch describes them."""
    first = index_name(kind, prefix=settings.prefix)
    found = await client.indices.get(index=f"{first[: -len('000001')]}*", expand_wildcards="all")
    known = re.compile(rf"{re.escape(settings.prefix + kind)}-\d{{6}}")
    return {name: found[name] for name in sorted(found) if known.fullmatch(name)}


async def _all(works: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Side by side, for Elasticsearch makes many indices in hardly more time than one. Raises the first fault once
    all have ended: the client is theirs until then."""
    outcomes = await asyncio.gather(*works, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]
