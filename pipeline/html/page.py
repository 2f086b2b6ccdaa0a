"""A page as it lies in a file: which encoding its head declares, and what it is called."""

import html
import re
from typing import Final

from pipeline.html.clean import clean
from pipeline.intake.encoding import of_text_file
from schemas import Article

_HEAD: Final = 64 * 1024
"""bytes of a page in which its title is looked for"""
_PRESCAN: Final = 1024
"""bytes in which browsers look for the encoding"""
_CHARSET = re.compile(
    rb"""<meta\s[^>]{0,300}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE
)
_TITLE = re.compile(r"<title(?:\s[^<>]{0,300})?>([^<]{1,2000})</title\s*>", re.IGNORECASE)
_BODY = re.compile(r"<body[\s>]", re.IGNORECASE)


def article_of_page(value: bytes, *, uri: str) -> tuple[Article, str | None]:
    """A page as an article, its title as the headline, and its encoding if that had to be guessed.

    What <meta charset> says counts, unless the bytes are not of that. Raises `ValueError` if it can't be text, or
    holds nothing.
    """
    declared = _CHARSET.search(value[:_PRESCAN])
    text, guessed = of_text_file(value, declared=declared[1].decode() if declared else None)
    return Article(uri=uri, headline=_title(text), html=text), guessed


def _title(text: str) -> str | None:
    head = text[:_HEAD]
    if body := _BODY.search(head):
        head = head[: body.start()]
    found = _TITLE.search(head)
    return (clean(html.unescape(found[1])) or None) if found else None
