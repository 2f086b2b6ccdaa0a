"""Names in sentences and short stories of our own, by phenomenon."""

import re
from collections.abc import Callable

import pytest

from pipeline.entities import find_entities
from pipeline.parse import Parse
from tests.pipeline.entities import cases, stories

_EXPECTED = re.compile(
    r"(?P<text>.+?) (?P<type>PERSON|ORG|PLACE)"
    r"(?:=(?P<name>[^#\[!]+?))?(?:#(?P<id>\w+|-))?(?: \[(?P<role>[^\]]+)\])?(?: !(?P<acts>[A-Z]{2}|-))?"
)


def _rows() -> list[tuple[str, str]]:
    tables = [table for module in (cases, stories) for name, table in vars(module).items() if name.isupper()]
    lines = [line.split(" | ") for table in tables for line in table.strip().splitlines()]
    return [(text.replace("\\n", "\n"), expected.strip()) for text, expected in lines]


@pytest.mark.parametrize(("text", "expected"), _rows())
def test_names(parse: Callable[[str], Parse], text: str, expected: str) -> None:
    found = find_entities(parse(text))
    wanted = [] if expected == "-" else [_EXPECTED.fullmatch(part) for part in expected.split("; ")]
    assert [(e.text, e.type) for e in found] == [(w["text"], w["type"]) for w in wanted if w]
    for entity, want in zip(found, wanted, strict=True):
        assert want is not None
        for given, asked in (
            (entity.name, want["name"]),
            (entity.id, want["id"]),
            (entity.role, want["role"]),
            (entity.acts_for, want["acts"]),
        ):
            assert asked is None or (given or "-") == asked
