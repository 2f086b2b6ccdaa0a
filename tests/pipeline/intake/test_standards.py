"""The examples, and what the tests' writers write, are what the standards allow."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from schemas import Article
from tests.pipeline.intake.articles import articles
from tests.pipeline.intake.standards import NINJS_1, NINJS_2, NINJS_3
from tests.pipeline.intake.test_same_story import EXAMPLES
from tests.pipeline.intake.writers import ninjs1, ninjs2, ninjs3

STANDARDS = {"ninjs-1.json": NINJS_1, "ninjs-2.json": NINJS_2, "ninjs-3.json": NINJS_3}


@pytest.mark.parametrize("name", STANDARDS)
def test_an_example_is_valid(name: str) -> None:
    _validate(STANDARDS[name], (EXAMPLES / name).read_bytes())


@pytest.mark.parametrize("name", STANDARDS)
@pytest.mark.parametrize("other", STANDARDS)
def test_no_example_is_valid_by_another_version(name: str, other: str) -> None:
    validator = Draft202012Validator(STANDARDS[other])
    assert validator.is_valid(json.loads((EXAMPLES / name).read_bytes())) == (name == other)


@settings(max_examples=25, deadline=None)
@given(article=articles())
def test_what_the_writers_write_is_valid(article: Article) -> None:
    for standard, write in ((NINJS_1, ninjs1), (NINJS_2, ninjs2), (NINJS_3, ninjs3)):
        _validate(standard, write(article))


def _validate(standard: dict[str, Any], value: bytes) -> None:
    Draft202012Validator.check_schema(standard)
    Draft202012Validator(standard).validate(json.loads(value))
