"""Atom (RFC 4287): an `entry` by itself or in its `feed`; a `deleted-entry` (RFC 6721) is a kill."""

from collections.abc import Sequence

from pipeline.intake import feeds, moments
from pipeline.intake.dialect import Dialect, compose
from pipeline.intake.markup import html_inside
from pipeline.intake.ninjs import NO_BODY, Body, body
from pipeline.intake.xml_tree import Element, text_at
from pipeline.text import from_html
from schemas import Article

_NOTHING = Element("")
_ENTRIES = ("entry", "deleted-entry")


def is_mine(root: Element) -> bool:
    return root.name in {"feed", *_ENTRIES}


def parts(root: Element) -> Sequence[Element]:
    """Each entry, with what the feed says of all of them."""
    if root.name in _ENTRIES:
        return (root,)
    said = tuple(about for name in ("title", "author") if (about := root.first(name)))
    language = {"xml:lang": tag} if (tag := root.attribute("xml:lang")) else {}
    return tuple(
        Element("feed", root.namespace, attributes=language, children=(*said, one))
        for one in root.all(*_ENTRIES)
    )


def article(root: Element) -> Article:
    """Raises `ValueError` if it has no `id`, or nothing to read."""
    feed = root if root.name == "feed" else _NOTHING
    entry = next(iter(feed.all(*_ENTRIES)), _NOTHING) if feed is root else root
    if entry.name == "deleted-entry":
        return _deleted(entry)
    source = entry.first("source") or feed
    content = entry.first("content")
    read = _body(content) if content else NO_BODY
    if read == NO_BODY and (summary := entry.first("summary")):
        read = _body(summary)
    return compose(
        uri=_id(text_at(entry, "id")),
        headline=_title(entry.first("title")),
        text=read.text,
        html=read.html,
        language=_language(content, entry, source, feed),
        provider=_title(source.first("title")) or text_at(source, "author", "name"),
        published=moments.if_readable(text_at(entry, "published")),
        versioncreated=moments.required("updated", text_at(entry, "updated")),
        byline=text_at(entry, "author", "name"),
        url=_link(entry),
    )


def _deleted(entry: Element) -> Article:
    return compose(
        uri=_id(entry.attribute("ref")),
        pubstatus="canceled",
        versioncreated=moments.required("when", entry.attribute("when")),
    )


def _id(text: str | None) -> str:
    if text is None:
        raise ValueError("has no id")
    return text


def _body(content: Element) -> Body:
    kind = content.attribute("type") or "text"
    if kind in {"xhtml", "application/xhtml+xml"}:
        return Body(html=html_inside(content) or None)
    written = feeds.as_written(content)
    return body(written, kind) if written else NO_BODY


def _title(element: Element | None) -> str | None:
    if element is None:
        return None
    if element.attribute("type") == "html":
        return from_html(element.text()).replace("\n", " ") or None
    return element.text() or None


def _language(*elements: Element | None) -> str | None:
    return next((found for one in elements if one and (found := one.attribute("xml:lang"))), None)


def _link(entry: Element) -> str | None:
    for link in entry.all("link"):
        if link.attribute("rel") in {None, "alternate"}:
            return feeds.address(link.attribute("href"))
    return None


DIALECT = Dialect(name="Atom", is_mine=is_mine, article=article, parts=parts)
