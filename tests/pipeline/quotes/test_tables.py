"""Quotes in sentences of our own, by phenomenon."""

from collections.abc import Callable

import pytest

from pipeline.entities import find_entities
from pipeline.parse import Parse
from pipeline.quotes import find_quotes
from schemas.story import Quote
from tests.pipeline.quotes import cases


def _rows() -> list[tuple[str, str]]:
    tables = [table for name, table in vars(cases).items() if name.isupper()]
    lines = [line for table in tables for line in table.strip().splitlines()]
    pairs = [line.split(" | ") for line in lines]
    return [(text.replace("\\n", "\n"), expected.strip()) for text, expected in pairs]


def _bare(text: str) -> str:
    return text.strip("“”\"'‘’«»„ \n").rstrip(",").rstrip(".")


def _shown(text: str, quote: Quote) -> str:
    spans = " / ".join(_bare(text[start:end]) for start, end in quote.spans)
    shown = spans.replace("\n", "\\n")
    speakers = " & ".join(who.name for who in (quote.speaker, *quote.joint) if who) or "?"
    return f"{speakers} > {shown} [{quote.kind}]"


def _normal(expected: str) -> str:
    if expected == "-":
        return expected
    found = []
    for quote in expected.split("; "):
        speaker, _, rest = quote.partition(" > ")
        content, _, kind = rest.rpartition(" [")
        found.append(f"{speaker} > {' / '.join(_bare(span) for span in content.split(' / '))} [{kind}")
    return "; ".join(found)


@pytest.mark.parametrize(("text", "expected"), _rows())
def test_quotes(parse: Callable[[str], Parse], text: str, expected: str) -> None:
    parsed = parse(text)
    found = find_quotes(parsed, find_entities(parsed))
    assert ("; ".join(_shown(text, quote) for quote in found) or "-") == _normal(expected)
