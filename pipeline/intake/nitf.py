"""NITF, the News Industry Text Format, 3.0 to 3.6: a whole document, or the part of one that another dialect carries.

The standard: https://iptc.org/standards/nitf/
"""

from datetime import datetime

from pipeline.intake import moments
from pipeline.intake.dialect import Dialect, compose
from pipeline.intake.markup import html_inside, html_of
from pipeline.intake.status import status
from pipeline.intake.xml_tree import Element, parse, text_at
from schemas import Article

_NOTHING = Element("")


def is_mine(root: Element) -> bool:
    return root.name == "nitf"


def article(root: Element) -> Article:
    """Raises `ValueError` if it has no `doc-id`, or a field that matters is wrong.

    A kill may have a doc-id of its own and name what it kills in `management-doc-idref`; any other document that
    names one there supersedes it. A `date.release` after `date.issue` is an embargo.
    """
    head = root.first("head") or _NOTHING
    data = head.first("docdata") or _NOTHING
    body = root.first("body") or _NOTHING
    body_head = body.first("body.head") or _NOTHING
    issued = moments.required("date.issue", _norm(data, "date.issue"))
    released = moments.required("date.release", _norm(data, "date.release"))
    word = data.attribute("management-status")
    embargoed = released if released and (word == "embargoed" or (issued and released > issued)) else None
    pubstatus = status(word, embargoed=embargoed)
    own, managed = _doc_id(data), data.attribute("management-doc-idref")
    publication = head.first("pubdata") or _NOTHING
    return compose(
        uri=managed if managed and pubstatus == "canceled" else own,
        headline=text_at(body_head, "hedline", "hl1") or text_at(head, "title"),
        html=html_of_body(body) or None,
        language=_language(root, body),
        provider=_provider(data, body_head, publication),
        published=moments.if_readable(publication.attribute("date.publication")) or issued,
        versioncreated=max(
            (when for when in (issued, _revised(head)) if when),
            default=None,
        ),
        embargoed=embargoed,
        pubstatus=pubstatus,
        evolvedfrom=None if pubstatus == "canceled" else managed,
        byline=text_at(body_head, "byline"),
        url=_address(publication.attribute("ex-ref")),
    )


def html_of_nitf(text: str) -> str:
    """The HTML of an NITF document, or of a piece of one (`<block>…`, `<p>…</p><p>…</p>`).

    Raises `ValueError` if it isn't well-formed XML.
    """
    written = text.lstrip("\ufeff \t\r\n")
    if written[:9].lower().startswith(("<?xml", "<!doctype")):
        root = parse(written)
    else:
        root = parse(f"<body>{written}</body>")
        root = root.first("nitf") or root
    return html_of_body(root.first("body") or root) or html_inside(root)


def html_of_body(body: Element) -> str:
    """The HTML of an NITF body's content."""
    return "".join(html_of(content) for content in body.all("body.content"))


def _doc_id(data: Element) -> str:
    """An id that isn't a URI is only unique with whose it is: "AP:D76UIMO80"."""
    found = data.first("doc-id") or _NOTHING
    own, whose = found.attribute("id-string"), found.attribute("regsrc")
    if own is None:
        raise ValueError("has no docdata/doc-id with an id-string")
    return f"{whose}:{own}" if whose and ":" not in own else own


def _norm(data: Element, name: str) -> str | None:
    found = data.first(name)
    return found.attribute("norm") if found else None


def _revised(head: Element) -> datetime | None:
    times = (moments.if_readable(one.attribute("norm")) for one in head.all("revision-history"))
    return max((when for when in times if when), default=None)


def _language(root: Element, body: Element) -> str | None:
    for element in (root, body, *body.all("body.content")):
        if found := element.attribute("xml:lang") or element.attribute("lang"):
            return found
    return None


def _provider(data: Element, body_head: Element, publication: Element) -> str | None:
    holder = data.first("doc.copyright") or _NOTHING
    return text_at(body_head, "distributor") or holder.attribute("holder") or publication.attribute("name")


def _address(text: str | None) -> str | None:
    return text if text and text.startswith(("http://", "https://")) else None


DIALECT = Dialect(name="NITF", is_mine=is_mine, article=article)
