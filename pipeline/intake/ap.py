"""The Associated Press's items: ninjs with `altids.itemid`, by itself or as AP's API wraps it.

`uri` is an address that changes with each request; `altids.itemid` is what stays. The item has no body: its text is
an NITF file behind a link. Whoever fetches the items fetches that too, and puts it into `body_nitf`.

See https://developer.ap.org/ap-media-api/ (content metadata fields).
"""

from collections.abc import Sequence
from typing import Any

from pipeline.intake import moments, ninjs
from pipeline.intake.dialect import Dialect, compose, must_be_text
from pipeline.intake.fields import identifier, if_string, objects, string
from pipeline.intake.json_value import JsonObject
from pipeline.intake.status import status
from schemas import Article

_PROVIDER = "AP"
_ADDRESS = "urn:ap:"


def is_mine(item: JsonObject) -> bool:
    return any(_is_item(part) for part in parts(item))


def parts(item: JsonObject) -> Sequence[JsonObject]:
    """`{"data": {"items": [{"item": …}, …]}}` of a feed, `{"data": {"item": …}}` of a request, `{"item": …}`, or the item."""
    inner = _object(item.get("data")) or item
    items = inner.get("items")
    if isinstance(items, list):
        return tuple(_object(one.get("item")) or one for one in objects(items))
    return (_object(inner.get("item")) or inner,)


def article(item: JsonObject) -> Article:
    """Raises `ValueError` if it has no `altids.itemid`, its text is left behind a link, or it isn't text."""
    must_be_text(if_string(item, "type"))
    embargoed = moments.required("embargoed", string(item, "embargoed"))
    pubstatus = status(string(item, "pubstatus"), embargoed=embargoed)
    body = ninjs.body_of_fields(item)
    if pubstatus == "usable" and body == ninjs.NO_BODY and "nitf" in _object(item.get("renditions")):
        raise ValueError(
            "has no body_nitf: its text lies behind renditions.nitf.href, and is to be sent with it"
        )
    return compose(
        uri=_ADDRESS + identifier(_object(item.get("altids")), "itemid"),
        headline=if_string(item, "headline", "title"),
        text=body.text,
        html=body.html,
        language=if_string(item, "language"),
        provider=_PROVIDER,
        published=moments.if_readable(if_string(item, "firstcreated")),
        versioncreated=moments.required("versioncreated", string(item, "versioncreated")),
        embargoed=embargoed,
        pubstatus=pubstatus,
        byline=", ".join(by for one in objects(item.get("bylines")) if (by := if_string(one, "by"))) or None,
    )


def _is_item(item: JsonObject) -> bool:
    return "itemid" in _object(item.get("altids"))


def _object(value: Any) -> JsonObject:
    return value if isinstance(value, dict) else {}


DIALECT = Dialect(name="AP's ninjs", is_mine=is_mine, article=article, parts=parts)
