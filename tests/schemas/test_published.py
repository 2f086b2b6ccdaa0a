"""What is published is what the models say."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from schemas import Article, Story
from schemas.published import PUBLISHED, Kind, examples, json_schema, main, stale, write

EXAMPLES = [(kind, name, body) for kind in PUBLISHED for name, body in examples(kind).items()]
IDS = [name for _, name, _ in EXAMPLES]


def test_published_json_schemas_are_what_the_models_say() -> None:
    assert not stale(), "run: python -m schemas.published write"


@pytest.mark.parametrize("kind", PUBLISHED)
def test_each_is_a_valid_json_schema_with_a_name_and_a_description(kind: Kind) -> None:
    schema = json_schema(kind)
    Draft202012Validator.check_schema(schema)
    assert list(schema)[:4] == ["$schema", "$id", "title", "description"]
    assert schema["$id"] == f"urn:muster:schema:{kind}"


@pytest.mark.parametrize(("kind", "name", "body"), EXAMPLES, ids=IDS)
def test_each_example_fits_its_json_schema_and_its_model(kind: Kind, name: str, body: bytes) -> None:
    Draft202012Validator(json_schema(kind)).validate(json.loads(body))
    PUBLISHED[kind].model.model_validate_json(body)


@pytest.mark.parametrize(("kind", "name", "body"), EXAMPLES, ids=IDS)
def test_what_a_model_writes_fits_the_json_schema(kind: Kind, name: str, body: bytes) -> None:
    message = PUBLISHED[kind].model.model_validate_json(body)
    Draft202012Validator(json_schema(kind)).validate(message.model_dump(mode="json"))


@pytest.mark.parametrize(
    ("kind", "name", "body"), [each for each in EXAMPLES if PUBLISHED[each[0]].mode == "serialization"]
)
def test_an_example_of_what_muster_sends_is_as_it_sends_it(kind: Kind, name: str, body: bytes) -> None:
    message = PUBLISHED[kind].model.model_validate_json(body)
    assert message.model_dump(mode="json") == json.loads(body)


@pytest.mark.parametrize("kind", PUBLISHED)
def test_there_is_an_example_of_each_kind(kind: Kind) -> None:
    assert examples(kind)


def test_every_offset_in_the_example_story_is_true() -> None:
    story = Story.model_validate_json(examples("story")["story.json"])
    spans = list(_spans(story.model_dump(mode="json")))
    assert len(spans) > 10
    for span in spans:
        assert story.text[span["start"] : span["end"]] == span["text"]
    for quote in story.quotes:
        for start, end in quote.spans:
            assert story.text[start:end].strip()


@pytest.mark.parametrize(
    ("article", "says_something"),
    [
        ({"uri": "urn:a", "text": "Some words."}, True),
        ({"uri": "urn:a", "headline": "Some words"}, True),
        ({"uri": "urn:a", "text": " \n", "html": None, "headline": "Some words"}, True),
        ({"uri": "urn:a", "text": "Some words.", "subject": ["a newsroom's own field"]}, True),
        ({"uri": "urn:a", "pubstatus": "canceled"}, True),
        ({"uri": "urn:a"}, False),
        ({"uri": "urn:a", "text": " \n", "headline": ""}, False),
        ({"uri": "urn:a", "pubstatus": "usable"}, False),
        ({"text": "Some words."}, False),
    ],
)
def test_model_and_json_schema_agree_on_what_an_article_is(article: Any, says_something: bool) -> None:
    assert Draft202012Validator(json_schema("article")).is_valid(article) is says_something
    try:
        Article.model_validate(article)
    except ValidationError:
        assert not says_something
    else:
        assert says_something


def test_a_field_that_is_always_sent_is_required() -> None:
    assert set(json_schema("story")["required"]) == set(Story.model_fields)
    assert json_schema("article")["required"] == ["uri"]


def test_a_changed_file_and_a_missing_file_are_stale(tmp_path: Path) -> None:
    write(tmp_path)
    assert stale(tmp_path) == []
    (tmp_path / "story.schema.json").write_text("{}\n")
    (tmp_path / "rule.schema.json").unlink()
    assert {path.name for path in stale(tmp_path)} == {"story.schema.json", "rule.schema.json"}


def test_check_names_the_stale_file_and_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "json"
    monkeypatch.setattr("schemas.published.JSON_SCHEMAS", folder)
    main(["write"])
    assert main(["check"]) == 0
    (folder / "claim.schema.json").write_text("{}\n")
    assert main(["check"]) == 1
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    assert "claim.schema.json" in line
    assert "python -m schemas.published write" in line


def test_anything_else_on_the_command_line_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wriet"]) == 2
    assert "usage" in capsys.readouterr().err


def _spans(value: Any) -> Any:
    """Every object that has a start, an end and a text, however deep."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _spans(part)
