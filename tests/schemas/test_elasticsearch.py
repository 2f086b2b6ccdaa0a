"""Every field of a document has a mapping, and every mapping has a field."""

import typing
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from schemas import Alert, Claim, Story
from schemas.elasticsearch import (
    BOOKKEEPING,
    FACETS,
    KINDS,
    Kind,
    aliases,
    facets,
    index_name,
    index_template,
)
from schemas.published import examples

LUCENE_TERM_BYTES = 32766
BYTES_OF_A_CHARACTER = 4

MODELS: dict[Kind, type[BaseModel]] = {"stories": Story, "claims": Claim, "alerts": Alert}


def mappings(kind: Kind) -> dict[str, Any]:
    found: dict[str, Any] = index_template(kind)["template"]["mappings"]
    return found


def fields_of_model(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """`numbers.item.lemma` and the like: every field that has no fields of its own."""
    for name, field in model.model_fields.items():
        inner = _model_in(field.annotation)
        if inner is None:
            yield path + name
        else:
            yield from fields_of_model(inner, f"{path}{name}.")


def fields_of_mapping(mapping: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, field in mapping["properties"].items():
        if "properties" in field:
            yield from fields_of_mapping(field, f"{path}{name}.")
        else:
            yield path + name, field


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model in `Model`, `Model | None`, `tuple[Model, ...]`."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) else None
    return next(filter(None, map(_model_in, typing.get_args(annotation))), None)


@pytest.mark.parametrize("kind", MODELS)
def test_fields_and_mappings_are_the_same(kind: Kind) -> None:
    mapped = {name for name, _ in fields_of_mapping(mappings(kind))}
    assert mapped == {*fields_of_model(MODELS[kind]), *BOOKKEEPING[kind]}


@pytest.mark.parametrize("kind", ["estimates", "dead-letters", "rebuilds"])
def test_what_is_no_message_has_its_bookkeeping_and_nothing_else(kind: Kind) -> None:
    assert set(mappings(kind)["properties"]) == BOOKKEEPING[kind]


def test_what_is_held_is_kept_whole_and_not_searched() -> None:
    held = mappings("held")["properties"]
    assert set(held) == BOOKKEEPING["held"]
    assert held["story"] == {"type": "object", "enabled": False}


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_field_is_refused(kind: Kind) -> None:
    assert mappings(kind)["dynamic"] == "strict"


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_however_long_keeps_a_document_out(kind: Kind) -> None:
    for name, field in fields_of_mapping(mappings(kind)):
        if field["type"] == "keyword":
            assert field["ignore_above"] * BYTES_OF_A_CHARACTER <= LUCENE_TERM_BYTES, name


@pytest.mark.parametrize("name", ["quotes", "numbers", "troop_counts"])
def test_parts_that_are_asked_about_one_by_one_are_nested(name: str) -> None:
    assert mappings("stories")["properties"][name]["type"] == "nested"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("analyzer", ["english", "standard"])
def test_the_setting_says_how_running_text_is_analyzed(kind: Kind, analyzer: str) -> None:
    template = index_template(kind, analyzer=analyzer)["template"]
    assert template["settings"]["analysis"]["analyzer"] == {"prose": {"type": analyzer}}
    named = {field["analyzer"] for _, field in fields_of_mapping(template["mappings"]) if "analyzer" in field}
    assert named <= {"prose"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_takes_the_indices_of_its_kind_and_prefix(kind: Kind) -> None:
    template = index_template(kind, prefix="desk-", number_of_replicas=0)
    assert template["index_patterns"] == [f"desk-{kind}-*"]
    assert index_name(kind, prefix="desk-") == f"desk-{kind}-000001"
    assert template["template"]["settings"]["number_of_shards"] == 1
    assert template["template"]["settings"]["number_of_replicas"] == 0
    assert template["_meta"]["muster"]


def test_stories_that_are_withheld_or_killed_are_read_by_id_and_not_found_by_search() -> None:
    assert aliases("stories", "desk-") == {
        "desk-stories": {"filter": {"term": {"pubstatus": "usable"}}},
        "desk-stories-all": {},
    }
    assert aliases("claims", "desk-") == {"desk-claims": {}}


def test_a_template_does_not_put_a_new_generation_behind_the_alias_before_it_is_complete() -> None:
    assert all("aliases" not in index_template(kind)["template"] for kind in KINDS)


def test_facets_name_each_once() -> None:
    story = Story.model_validate_json(examples("story")["story.json"])
    found = facets(story)
    assert tuple(found) == FACETS
    assert found["people"] == ["Kari Lunde", "Jaan Saar"]
    assert found["forces"] == ["Norway"]
