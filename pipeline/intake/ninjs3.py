"""IPTC ninjs 3: as ninjs 2, with names in camel case and `embargoedUntil`."""

from pipeline.intake import moments, ninjs
from pipeline.intake.dialect import Dialect, compose, must_be_text
from pipeline.intake.fields import identifier, if_string, objects, string
from pipeline.intake.json_value import JsonObject
from pipeline.intake.status import local, status
from schemas import Article

_MARKS = frozenset(
    {"versionCreated", "pubStatus", "embargoedUntil", "firstCreated", "contentCreated", "representationType"}
    | {"infoSources", "altIds", "copyrightHolder", "copyrightNotice", "usageTerms", "edNote", "rightsInfo"}
)


def is_mine(item: JsonObject) -> bool:
    return not _MARKS.isdisjoint(item) or any("contentType" in body for body in objects(item.get("bodies")))


def article(item: JsonObject) -> Article:
    """Raises `ValueError` if it has no `uri`, isn't text, or a field that matters is wrong."""
    must_be_text(if_string(item, "type"))
    embargoed = moments.required("embargoedUntil", string(item, "embargoedUntil"))
    body = ninjs.body_of_list(item, type_key="contentType")
    return compose(
        uri=identifier(item, "uri"),
        headline=ninjs.headline_of_list(item, type_key="contentType") or if_string(item, "title"),
        text=body.text,
        html=body.html,
        language=if_string(item, "language"),
        provider=ninjs.source(item, key="infoSources") or if_string(item, "copyrightHolder"),
        published=moments.if_readable(if_string(item, "firstCreated")),
        versioncreated=moments.required("versionCreated", string(item, "versionCreated")),
        embargoed=embargoed,
        pubstatus=status(string(item, "pubStatus"), embargoed=embargoed),
        evolvedfrom=_parent(item),
        byline=if_string(item, "by"),
        url=ninjs.web_page(item, type_key="contentType"),
    )


def _parent(item: JsonObject) -> str | None:
    """The story that this one is a rewrite of: an association with the relation "evolvedFrom"."""
    for one in objects(item.get("associations")):
        if local(if_string(one, "rel") or "") == "evolvedfrom":
            return if_string(one, "uri")
    return None


DIALECT = Dialect(name="ninjs 3", is_mine=is_mine, article=article)
