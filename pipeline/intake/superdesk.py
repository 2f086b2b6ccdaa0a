"""Superdesk's ninjs: 1.1 with `guid` for `uri` and fields of its own; what it calls "NINJSv2" has the same shape.

A rewrite is a story of its own, and names its parent in `evolvedfrom`. A kill repeats the `versioncreated` of the
version before it, and wins that tie.

See https://superdesk.readthedocs.io (output formats).
"""

from pipeline.intake import moments, ninjs
from pipeline.intake.dialect import Dialect, compose, must_be_text
from pipeline.intake.fields import identifier, if_string, string
from pipeline.intake.json_value import JsonObject
from pipeline.intake.status import status
from schemas import Article

_MARKS = frozenset(
    {"evolvedfrom", "service", "extra", "extra_items", "firstpublished", "priority", "source", "authors"}
    | {"readtime", "annotations", "attachments"}
)


def is_mine(item: JsonObject) -> bool:
    return "guid" in item and not _MARKS.isdisjoint(item)


def article(item: JsonObject) -> Article:
    """Raises `ValueError` if it has no `guid`, isn't text, or a field that matters is wrong.

    `firstcreated` is when a reporter began to write, which is not yet news; only `firstpublished` is taken.
    """
    must_be_text(if_string(item, "type"))
    embargoed = moments.required("embargoed", string(item, "embargoed"))
    body = ninjs.body_of_fields(item)
    return compose(
        uri=identifier(item, "guid"),
        headline=if_string(item, "headline"),
        text=body.text,
        html=body.html,
        language=if_string(item, "language"),
        provider=if_string(item, "source", "copyrightholder"),
        published=moments.if_readable(if_string(item, "firstpublished")),
        versioncreated=moments.required("versioncreated", string(item, "versioncreated")),
        embargoed=embargoed,
        pubstatus=status(string(item, "pubstatus"), embargoed=embargoed),
        evolvedfrom=if_string(item, "evolvedfrom"),
        byline=if_string(item, "byline"),
        url=ninjs.web_page(item, type_key="mimetype"),
    )


DIALECT = Dialect(name="Superdesk's ninjs", is_mine=is_mine, article=article)
