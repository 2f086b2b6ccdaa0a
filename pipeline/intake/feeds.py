"""What RSS and Atom have in common."""

import re

from pipeline.intake.xml_tree import Element
from pipeline.text import from_html

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
DUBLIN_TERMS = "http://purl.org/dc/terms/"
ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"

_MARKED_UP = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]+\d*);|</?[A-Za-z]{1,10}[\s/>]")


def text_of(element: Element | None) -> str | None:
    """An element's text; None if there is none."""
    return (element.text() or None) if element else None


def as_written(element: Element | None) -> str | None:
    """An element's text with its lines as they are."""
    text = "".join(child for child in element.children if isinstance(child, str)) if element else ""
    return text if text.strip() else None


def title(text: str | None) -> str | None:
    """A title as text: feeds write it plain or as HTML, and don't say which."""
    return from_html(text).replace("\n", " ") or None if text and _MARKED_UP.search(text) else text


def address(text: str | None) -> str | None:
    """An address on the web; None for anything else."""
    return text if text and text.startswith(("http://", "https://")) else None


def site(text: str | None) -> str | None:
    """The site of an address: "https://wire.example" of "https://wire.example/a/b"."""
    found = re.match(r"https?://[^/?#\s]+", text or "")
    return found[0] if found else None
