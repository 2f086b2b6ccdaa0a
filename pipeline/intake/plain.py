"""Muster's own JSON: `schemas/article.py`, as it is."""

from pipeline.intake.dialect import Dialect
from pipeline.intake.json_value import JsonObject
from schemas import Article

_FIELDS = frozenset(Article.model_fields)


def is_mine(item: JsonObject) -> bool:
    """No other dialect has a field `text` or `html`."""
    return "uri" in item and ("text" in item or "html" in item)


def might_be(item: JsonObject) -> bool:
    """What no other dialect knows, and names at least one of our fields: a flash, a kill, or one with a field missing."""
    return not _FIELDS.isdisjoint(item)


def article(item: JsonObject) -> Article:
    """Raises `pydantic.ValidationError`, which names each field that is wrong."""
    return Article.model_validate(item)


DIALECT = Dialect(name="Muster's own JSON", is_mine=is_mine, article=article)
REST = Dialect(name="Muster's own JSON", is_mine=might_be, article=article)
