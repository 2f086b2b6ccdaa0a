"""What stands around a story's text on its page: tables beside it, its language, who read it."""

import pytest

from consumers.desk.story.beside import LONGEST_LINE, MOST_LINES, MOST_PARTS, parts
from consumers.desk.story.notes import notes
from consumers.desk.story.spans import Mark, paragraphs
from consumers.desk.story.state import language_name, read_by, remarks
from pipeline.text import read_html
from schemas import EntityMention
from tests.pipeline.claims.newsroom import clock, wire


def test_a_table_beside_the_text_is_a_table_and_a_caption_is_lines() -> None:
    html = (
        "<p>Two states sent soldiers.</p><figure><figcaption>A tent | at dawn</figcaption></figure>"
        "<table><tr><th>State</th><th>Soldiers</th></tr><tr><td>Norway</td><td>450</td></tr></table>"
    )
    caption, table = parts(read_html(html).beside)
    assert (caption.is_table, caption.rows) == (False, (("A tent | at dawn",),))
    assert (table.is_table, table.rows) == (True, (("State", "Soldiers"), ("Norway", "450")))


def test_what_is_beside_the_text_without_end_is_cut_and_said_to_be() -> None:
    (part,) = parts(["a | b\n" * MOST_LINES + "x" * 1_000_000])
    assert (len(part.rows), part.left_out) == (MOST_LINES, 1)
    assert len(parts(["x" * 1_000_000])[0].rows[0][0]) == LONGEST_LINE
    assert len(parts(["x"] * 1_000)) == MOST_PARTS


@pytest.mark.parametrize(
    ("code", "name"),
    [("ru", "Russian"), ("pt-BR", "Portuguese"), ("zz", "zz"), ("", ""), ('en"><script>', 'en"><script>')],
)
def test_a_language_has_its_name(code: str, name: str) -> None:
    assert language_name(code) == name


def test_a_reader_is_told_what_was_not_read_and_what_waits() -> None:
    story = wire("urn:a", "AFP", "08:00", "3,000 KP in RU")
    assert list(remarks(story, held_until=None)) == []
    foreign = story.model_copy(
        update={"language": "ru", "notes": ("not enriched: no model for the language 'ru'", "x")}
    )
    said = list(remarks(foreign, held_until=clock("10:00")))
    assert [line.split(":")[0][:30] for line in said] == [
        "A newer version is under embar",
        "Nothing is marked in it",
        "x",
    ]
    assert "no model for Russian" in said[1]


def test_a_reader_is_told_what_was_read_in_a_language_of_tables() -> None:
    note = "read for numbers and troop counts only: no model for the language 'de'"
    german = wire("urn:a", "dpa", "08:00", "3,000 KP in RU").model_copy(
        update={"language": "de", "notes": (note,)}
    )
    assert list(remarks(german, held_until=None)) == [note]


def test_who_read_it_is_code_and_model() -> None:
    assert read_by("muster-0.1.0 en_core_web_md-3.7.1") == ("muster-0.1.0", "en_core_web_md-3.7.1")
    assert read_by("tests") == ("tests", "")


def test_a_name_from_right_to_left_does_not_turn_the_words_of_its_note() -> None:
    story = wire("urn:a", "AFP", "08:00")
    names = [
        EntityMention(start=0, end=1, text="x", type="PERSON", name=name)
        for name in ("Kirby", "مريم", "\u202eybriK")
    ]
    assert [note.says for note in notes(story.model_copy(update={"entities": tuple(names)})).names] == [
        "Kirby (person, 1 mention)",
        "\u2068مريم\u2069 (person, 1 mention)",
        "\u2068\u202eybriK\u2069 (person, 1 mention)",
    ]


def test_furniture_is_toned_down_and_no_stop_for_the_tab_key() -> None:
    (paragraph,) = paragraphs("By Ana Ruiz", [Mark(0, 11, "furniture", ""), Mark(3, 11, "person", "e0")])
    first, second = paragraph.segments
    assert (first.kinds, first.of, first.begins) == (("furniture",), (), ())
    assert (second.kinds, second.of, second.begins) == (("furniture", "person"), ("e0",), ("e0",))
