"""IPTC ninjs 1.0 to 1.8: one `headline`, and bodies as fields, `body_html`, `body_text`, …"""

from pipeline.intake import moments, ninjs
from pipeline.intake.dialect import Dialect, compose, must_be_text
from pipeline.intake.fields import identifier, if_string, string
from pipeline.intake.json_value import JsonObject
from pipeline.intake.status import status
from schemas import Article

_MARKS = frozenset(
    {"$standard", "type", "guid", "representationtype", "firstcreated", "infosource", "byline"}
)


def is_mine(item: JsonObject) -> bool:
    return not _MARKS.isdisjoint(item) or any(name.startswith("body_") for name in item)


def article(item: JsonObject) -> Article:
    """Raises `ValueError` if it has no `uri` or `guid`, isn't text, or a field that matters is wrong."""
    must_be_text(if_string(item, "type"))
    embargoed = moments.required("embargoed", string(item, "embargoed"))
    body = ninjs.body_of_fields(item)
    return compose(
        uri=identifier(item, "uri", "guid"),
        headline=if_string(item, "headline", "title"),
        text=body.text,
        html=body.html,
        language=if_string(item, "language"),
        provider=ninjs.source(item, key="infosource") or if_string(item, "copyrightholder"),
        published=moments.if_readable(if_string(item, "firstcreated")),
        versioncreated=moments.required("versioncreated", string(item, "versioncreated")),
        embargoed=embargoed,
        pubstatus=status(string(item, "pubstatus"), embargoed=embargoed),
        byline=if_string(item, "byline"),
        url=ninjs.web_page(item, type_key="mimetype"),
    )


DIALECT = Dialect(name="ninjs 1", is_mine=is_mine, article=article)
