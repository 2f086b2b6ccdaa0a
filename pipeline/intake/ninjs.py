"""What the versions of IPTC's ninjs have in common: bodies, headlines and sources, each of some type and role.

The standard: https://iptc.org/standards/ninjs/
"""

from dataclasses import dataclass

from pipeline.intake.fields import if_string, objects, string
from pipeline.intake.json_value import JsonObject
from pipeline.intake.nitf import html_of_nitf
from pipeline.intake.status import local
from pipeline.text import from_html, looks_like_html

_MAIN = frozenset({"", "main", "body", "full", "story", "article", "headline", "default"})
_HTML = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml"})
_NITF = frozenset({"nitf", "text/vnd.iptc.nitf", "application/nitf+xml", "application/vnd.iptc.nitf+xml"})
_TEXT = frozenset({"text", "plain", "text/plain"})


@dataclass(frozen=True)
class Body:
    """A body as text or as HTML; the other is None."""

    text: str | None = None
    html: str | None = None


NO_BODY = Body()


def body(value: str, kind: str) -> Body:
    """A body of a type: a MIME type, or the end of a field's name ("html" of `body_html`).

    Without a type that is known, what looks like markup is HTML. Raises `ValueError` on NITF that isn't XML.
    """
    plain = kind.split(";", maxsplit=1)[0].strip().lower()
    if plain in _NITF:
        return Body(html=html_of_nitf(value))
    if plain in _HTML or (plain not in _TEXT and looks_like_html(value)):
        return Body(html=value)
    return Body(text=value)


def _rank(kind: str) -> int:
    """Markup first: it says what is a paragraph and what is a caption."""
    plain = kind.split(";", maxsplit=1)[0].strip().lower()
    return 0 if plain in _HTML else 1 if plain in _NITF else 2 if plain in _TEXT else 3


def body_of_fields(item: JsonObject) -> Body:
    """ninjs 1: `body_html`, `body_xhtml`, `body_nitf`, `body_text`, or `body_` and anything else."""
    found = [
        (_rank(name.removeprefix("body_")), name, value)
        for name in item
        if name.startswith("body_") and (value := string(item, name))
    ]
    if not found:
        return NO_BODY
    _, name, value = min(found)
    return body(value, name.removeprefix("body_"))


def body_of_list(item: JsonObject, *, type_key: str) -> Body:
    """ninjs 2 and 3: `bodies`, of which the main one is read, as markup if it is there as such."""
    found = [
        (
            not _is_main(one),
            _rank(if_string(one, type_key) or ""),
            number,
            if_string(one, type_key) or "",
            value,
        )
        for number, one in enumerate(objects(item.get("bodies")))
        if (value := string(one, "value"))
    ]
    if not found:
        return NO_BODY
    *_, kind, value = min(found)
    return body(value, kind)


def headline_of_list(item: JsonObject, *, type_key: str) -> str | None:
    """ninjs 2 and 3: the main one of `headlines`, as text."""
    found = [one for one in objects(item.get("headlines")) if string(one, "value")]
    for one in sorted(found, key=lambda one: not _is_main(one)):
        value = string(one, "value") or ""
        kind = if_string(one, type_key) or ""
        return (from_html(value).replace("\n", " ") or None) if _rank(kind) == 0 else value.strip()
    return None


def source(item: JsonObject, *, key: str) -> str | None:
    """Who sends it: the first information source that has a name."""
    return next((name for one in objects(item.get(key)) if (name := if_string(one, "name"))), None)


def web_page(item: JsonObject, *, type_key: str) -> str | None:
    """Where it can be read: a rendition that is a web page."""
    for one in objects(item.get("renditions")):
        if (if_string(one, type_key) or "").split(";")[0] in {"text/html", "application/xhtml+xml"}:
            return if_string(one, "href")
    return None


def _is_main(one: JsonObject) -> bool:
    return local(if_string(one, "role") or "") in _MAIN
