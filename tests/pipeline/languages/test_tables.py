"""The tables of every language that is listed: each says what the code that reads them asks for, and once."""

from collections import Counter
from importlib.resources import files
from typing import get_args

import pytest

from pipeline.gazetteer import country_name, lesser_place, place
from pipeline.languages import language_of_tag, what_is_read
from pipeline.languages.language import TABLES, Language
from pipeline.languages.names import Names, countries
from pipeline.numbers.tables import table
from pipeline.story import LANGUAGE
from pipeline.troops.tables import rows as english
from schemas.story import Bound, Role

CODES = [row[0] for row in table("languages.tsv", "pipeline.languages")]


@pytest.fixture(params=CODES)
def language(request: pytest.FixtureRequest) -> Language:
    found = language_of_tag(request.param)
    assert found is not None
    return found


def test_a_language_is_known_by_its_tag_and_says_what_is_read(language: Language) -> None:
    code = language.code
    assert language_of_tag(f"{code.upper()}_xx") is language_of_tag(f" {code}-Latn-XX ") is language
    assert what_is_read(language)


def test_the_language_of_the_model_is_not_among_them() -> None:
    assert LANGUAGE not in CODES
    assert language_of_tag("en") is language_of_tag("") is language_of_tag("de1") is None


def test_every_folder_is_listed() -> None:
    folders = {entry.name for entry in files("pipeline.languages").iterdir() if entry.is_dir()}
    assert {name for name in folders if not name.startswith("_")} == set(CODES)


def test_bounds_and_roles_are_those_of_the_schema(language: Language) -> None:
    assert {row[0] for row in language.rows("bounds.tsv")} <= set(get_args(Bound))
    assert {row[0] for row in language.rows("roles.tsv")} <= set(get_args(Role))
    assert {row[1] for row in language.rows("bounds.tsv")} <= {"before", "after"}
    assert {row[1] for row in language.rows("roles.tsv")} <= {"befell", "state", "active"}


def test_units_are_called_as_in_english(language: Language) -> None:
    known = {row[0] for row in (*table("units.tsv"), *table("currencies.tsv"))}
    assert {row[0] for row in language.rows("units.tsv")} - known == {"age"}


def test_peoples_are_of_countries_and_each_word_is_of_one(language: Language) -> None:
    peoples = [(iso, stem) for iso, stems in language.rows("demonyms.tsv") for stem in stems.split("|")]
    assert all(country_name(iso) != iso for iso, _ in peoples)
    assert [stem for stem, count in Counter(stem for _, stem in peoples).items() if count > 1] == []


def test_forces_are_called_as_in_english_so_that_both_make_one_estimate(language: Language) -> None:
    groups = {row[0] for row in english("groups.tsv")}
    named = [row[1] for row in language.rows("forces.tsv") if row[0] == "force"]
    assert [name for name in named if name not in groups and country_name(name) == name] == []


def test_countries_and_places_are_those_of_the_gazetteer(language: Language) -> None:
    assert all(country_name(iso) != iso for iso in countries(language).values())
    places = [row[1] for row in language.rows("names.tsv") if row[0] == "place"]
    assert [name for name in places if not (place(name) or lesser_place(name))] == []


def test_every_word_that_is_compared_is_in_lower_case(language: Language) -> None:
    names = (
        "number_words.tsv",
        "figures.tsv",
        "bounds.tsv",
        "units.tsv",
        "items.tsv",
        "not_quantities.tsv",
        "sentences.tsv",
    )
    names += ("roles.tsv", "measures.tsv", "status.tsv", "historic.tsv", "places.tsv", "demonyms.tsv")
    for name in names:
        for row in language.rows(name):
            words = row[0] if name == "number_words.tsv" else row[1] if name == "units.tsv" else row[-1]
            assert words == words.lower(), (name, row)


def test_a_country_is_known_by_its_own_name(language: Language) -> None:
    names = Names(language)
    known = {
        iso
        for iso in ("RU", "UA", "US", "KP", "CN", "DE", "FR", "PL", "IL", "TR")
        if iso in countries(language).values()
    }
    assert len(known) == 10
    assert names.known("nowhere") is None


def test_a_folder_has_no_table_that_nobody_reads(language: Language) -> None:
    folder = files(f"pipeline.languages.{language.code}")
    assert {entry.name for entry in folder.iterdir() if entry.name.endswith(".tsv")} <= set(TABLES)
