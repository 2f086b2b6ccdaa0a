"""Making the Elasticsearch indices: a template each, the first index behind its aliases."""

from elasticsearch import BadRequestError

from consumers.elastic import connect, waiting
from consumers.settings import Settings
from schemas.elasticsearch import KINDS, aliases, index_name, index_template


async def create(settings: Settings) -> list[str]:
    """Put the templates, and make the indices that aren't there yet; gives the names of those that it made.

    Raises `Unavailable` if Elasticsearch can't be reached.
    """
    made = []
    async with connect(settings) as client:
        with waiting(settings.elasticsearch):
            for kind in KINDS:
                template = index_template(
                    kind,
                    prefix=settings.prefix,
                    analyzer=settings.analyzer,
                    number_of_replicas=settings.replication - 1,
                )
                template["meta"] = template.pop("_meta")
                await client.indices.put_index_template(name=f"{settings.prefix}{kind}", **template)
                names = aliases(kind, settings.prefix)
                if await client.indices.exists_alias(name=",".join(names)):
                    continue
                first = index_name(kind, prefix=settings.prefix)
                try:
                    await client.indices.create(index=first, aliases=names)
                except BadRequestError as error:
                    if error.error != "resource_already_exists_exception":
                        raise
                else:
                    made.append(first)
    return made


async def delete(settings: Settings) -> None:
    """Remove the indices and templates of the installation that `settings.prefix` names.

    Raises `ValueError` without a prefix: that would be everyone's indices.
    """
    if not settings.prefix:
        raise ValueError("indices without a prefix are not removed")
    async with connect(settings) as client:
        with waiting(settings.elasticsearch):
            for kind in KINDS:
                await client.indices.delete(
                    index=index_name(kind, prefix=settings.prefix), ignore_unavailable=True
                )
                await client.indices.delete_index_template(name=f"{settings.prefix}{kind}")
