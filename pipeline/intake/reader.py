"""What newsrooms send as an Article, in whichever dialect: known by its shape, not by a flag.

bytes → encoding → JSON or XML → the first dialect of the table that knows it → Article
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from pydantic import ValidationError

from pipeline.intake import (
    ap,
    atom,
    json_value,
    newsml_g2,
    ninjs1,
    ninjs2,
    ninjs3,
    nitf,
    plain,
    rss,
    superdesk,
    xml_tree,
)
from pipeline.intake.dialect import Dialect, NotAStory
from pipeline.intake.encoding import decoded
from pipeline.intake.json_value import JsonObject
from pipeline.intake.xml_tree import Element
from schemas import Article

T = TypeVar("T")

# in the order in which they are asked
JSON: tuple[Dialect[JsonObject], ...] = (
    plain.DIALECT,
    ap.DIALECT,
    ninjs3.DIALECT,
    ninjs2.DIALECT,
    superdesk.DIALECT,
    ninjs1.DIALECT,
    plain.REST,
)
XML: tuple[Dialect[Element], ...] = (nitf.DIALECT, newsml_g2.DIALECT, rss.DIALECT, atom.DIALECT)


def read(value: bytes) -> Article:
    """The one article that a message holds.

    Raises `ValueError` that says in one line what the message looks like and what is missing or wrong;
    `NotAStory`, which is one, if it is a picture or a package.
    """
    found = _articles(value)
    if not found:
        raise ValueError("holds no article")
    if len(found) > 1:
        raise ValueError(
            f"holds {len(found):,} articles; a message holds one, and `muster publish --from-feed` takes feeds apart"
        )
    return found[0]()


def read_each(value: bytes) -> Iterator[Article | ValueError]:
    """Each article that a message holds, such as a feed or a list, or why that one can't be read.

    Raises `ValueError` if the message as a whole can't be read.
    """
    for article in _articles(value):
        try:
            yield article()
        except ValueError as error:
            yield error


def read_object(item: JsonObject) -> Article:
    """The one article that a JSON object is. Raises as `read` does."""
    found = _of_json(item)
    if len(found) != 1:
        raise ValueError(f"holds {len(found):,} articles" if found else "holds no article")
    return found[0]()


def is_of_a_standard(item: JsonObject) -> bool:
    """Whether a dialect other than our own knows a JSON object."""
    return any(dialect.is_mine(item) for dialect in JSON if dialect not in (plain.DIALECT, plain.REST))


def _articles(value: bytes) -> list[Callable[[], Article]]:
    """The articles of a message, not yet read: what is wrong with one is not wrong with the others."""
    text = decoded(value).strip()
    if text.startswith(("{", "[")):
        parsed = json_value.parse(text)
        items = parsed if isinstance(parsed, list) else [parsed]
        return [article for item in items for article in _of_json(item)]
    if text[:15].lower().startswith(("<!doctype html", "<html")):
        raise ValueError("is an HTML page; an article is sent with its uri: {uri, headline, html}")
    if text.startswith("<"):
        return _of_xml(xml_tree.parse(text))
    raise ValueError("is neither JSON nor XML" if text else "is empty")


def _of_json(item: Any) -> list[Callable[[], Article]]:
    if not isinstance(item, dict):
        return [partial(_refuse, "is JSON, but no object")]
    for dialect in JSON:
        if dialect.is_mine(item):
            return _parts(dialect, item)
    names = ", ".join(ascii(name)[:40] for name in list(item)[:5]) or "none"
    return [partial(_refuse, f"is a JSON object of no kind that is known; its fields are {names}")]


def _of_xml(root: Element) -> list[Callable[[], Article]]:
    for dialect in XML:
        if dialect.is_mine(root):
            return _parts(dialect, root)
    hint = "; NewsML-G2 is read" if root.name == "NewsML" else ""
    return [partial(_refuse, f"is XML of no kind that is known, <{ascii(root.name)[1:-1][:40]}>{hint}")]


def _parts(dialect: Dialect[T], parsed: T) -> list[Callable[[], Article]]:
    return [partial(_read, dialect, part) for part in dialect.parts(parsed)]


def _read(dialect: Dialect[T], parsed: T) -> Article:
    try:
        return dialect.article(parsed)
    except NotAStory as error:
        raise NotAStory(f"read as {dialect.name}: {error}") from None
    except ValidationError as error:
        if dialect.article is plain.article:
            raise
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        said = "; ".join(
            ": ".join(filter(None, [*map(str, one["loc"]), one["msg"].removeprefix("Value error, ")]))
            for one in faults
        )
        raise ValueError(f"read as {dialect.name}: {said}") from None
    except ValueError as error:
        raise ValueError(f"read as {dialect.name}: {error}") from None


def _refuse(reason: str) -> Article:
    raise ValueError(reason)
