"""What the indices lack, for whoever may not make them: a worker's own role reads and writes, and makes nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from elasticsearch import NotFoundError

from consumers.clients.elasticsearch import Client
from consumers.settings import Settings
from schemas.elasticsearch import KINDS, aliases, index_template


async def lacking(client: Client, settings: Settings) -> str:
    """The first alias, or field of one, that Muster needs and that is not there; "" if all are."""
    for kind in KINDS:
        wanted = index_template(kind, prefix=settings.prefix)["template"]["mappings"]
        for name in aliases(kind, settings.prefix):
            try:
                found = await client.indices.get_mapping(index=name)
            except NotFoundError:
                return name
            for index, body in found.items():
                missing = sorted(set(_fields(wanted)) - set(_fields(body["mappings"])))
                if missing:
                    return f"{missing[0]} in {index}"
    return ""


def _fields(mapping: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for below in ("properties", "fields"):
        for name, field in mapping.get(below, {}).items():
            yield before + name
            yield from _fields(field, f"{before}{name}.")
