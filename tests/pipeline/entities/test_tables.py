"""Names in sentences of our own, by phenomenon."""

import re
from collections.abc import Callable

import pytest

from pipeline.entities import find_entities
from pipeline.parse import Parse
from tests.pipeline.entities import cases

_EXPECTED = re.compile(r"(?P<text>.+?) (?P<type>PERSON|ORG|PLACE)(?:=(?P<name>[^#]+))?(?:#(?P<id>\w+))?")


def _rows() -> list[tuple[str, str]]:
    tables = [table for name, table in vars(cases).items() if name.isupper()]
    lines = [line.split(" | ") for table in tables for line in table.strip().splitlines()]
    return [(text.replace("\\n", "\n"), expected.strip()) for text, expected in lines]


@pytest.mark.parametrize(("text", "expected"), _rows())
def test_names(parse: Callable[[str], Parse], text: str, expected: str) -> None:
    found = find_entities(parse(text))
    wanted = [] if expected == "-" else [_EXPECTED.fullmatch(part) for part in expected.split("; ")]
    assert [(e.text, e.type) for e in found] == [(w["text"], w["type"]) for w in wanted if w]
    for entity, want in zip(found, wanted, strict=True):
        assert want is not None
        assert entity.name == (want["name"] or entity.name)
        assert entity.id == (want["id"] or entity.id)
