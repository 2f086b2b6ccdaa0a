"""IPTC ninjs 2.0 to 2.4: lists of `bodies` and `headlines`, and field names in lower case."""

from pipeline.intake import moments, ninjs
from pipeline.intake.dialect import Dialect, compose, must_be_text
from pipeline.intake.fields import identifier, if_string, string
from pipeline.intake.json_value import JsonObject
from pipeline.intake.status import status
from schemas import Article


def is_mine(item: JsonObject) -> bool:
    return isinstance(item.get("bodies"), list) or isinstance(item.get("headlines"), list)


def article(item: JsonObject) -> Article:
    """Raises `ValueError` if it has no `uri`, isn't text, or a field that matters is wrong."""
    must_be_text(if_string(item, "type"))
    embargoed = moments.required("embargoed", string(item, "embargoed"))
    body = ninjs.body_of_list(item, type_key="contenttype")
    return compose(
        uri=identifier(item, "uri"),
        headline=ninjs.headline_of_list(item, type_key="contenttype") or if_string(item, "title"),
        text=body.text,
        html=body.html,
        language=if_string(item, "language"),
        provider=ninjs.source(item, key="infosources") or if_string(item, "copyrightholder"),
        published=moments.if_readable(if_string(item, "firstcreated")),
        versioncreated=moments.required("versioncreated", string(item, "versioncreated")),
        embargoed=embargoed,
        pubstatus=status(string(item, "pubstatus"), embargoed=embargoed),
        byline=if_string(item, "by", "byline"),
        url=ninjs.web_page(item, type_key="contenttype"),
    )


DIALECT = Dialect(name="ninjs 2", is_mine=is_mine, article=article)
