"""What an analyst marks: known again in later versions, and a labelled example."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from pipeline.hand import Given, count_label, example, mark, placed, standing, taken_back
from schemas import EntityMention, Quote, Span, Speaker, Story
from schemas.feedback import CountLabel, Feedback, Label, NameLabel, NumberLabel
from tests.pipeline.claims.newsroom import wire

AT = datetime(2026, 11, 18, 10, tzinfo=UTC)
STORY = wire("a", "AFP", "08:00", "at least 3,000 KP in RU", "500 KP killed in Kursk:RU")


def verdict(
    story: Story, text: str, given: str = "right", *, by: str = "ana", right: CountLabel | None = None
) -> Feedback:
    start = story.text.index(text)
    asked = {
        "about": "troop_count",
        "verdict": given,
        "start": start,
        "end": start + len(text),
        "right": right,
    }
    return mark(story, Given.model_validate(asked), by=by, at=AT)


def test_a_mark_has_the_words_their_sentence_and_what_was_found() -> None:
    made = verdict(STORY, "3,000")
    assert (made.span.text, made.sentence.text) == ("3,000", "Officials said 3,000 were counted that day.")
    assert made.found == CountLabel(
        low=3_000,
        high=None,
        bound="at_least",
        measure="total",
        role="present",
        force="KP",
        places=("RU",),
        status="actual",
    )
    killed = verdict(STORY, "500")
    assert isinstance(killed.found, CountLabel)
    assert killed.found.places == ("Kursk",), "a place that is no country has its name"


def test_the_same_analyst_on_the_same_words_is_the_same_mark_and_all_else_another() -> None:
    first = verdict(STORY, "3,000")
    assert verdict(STORY, "3,000", "wrong").id == first.id
    assert verdict(STORY, "3,000", by="ben").id != first.id
    assert verdict(STORY, "500").id != first.id


def test_a_mark_survives_another_extraction_and_a_version_that_still_has_the_sentence() -> None:
    made = verdict(STORY, "3,000")
    later = "An editor put this before it.\n" + STORY.text
    found = placed(made, later)
    assert found is not None
    assert later[found.start : found.end] == "3,000"
    assert later[slice(*found.sentence)] == made.sentence.text
    assert placed(made, STORY.text.replace("3,000", "10,000")) is None
    replay = STORY.model_copy(update={"extractor": "better", "version": STORY.version + 1})
    assert verdict(replay, "3,000").id == made.id


def test_of_a_sentence_that_stands_twice_the_nearest_is_meant() -> None:
    made = verdict(STORY, "3,000")
    twice = f"{made.sentence.text} {STORY.text}"
    moved = made.model_copy(
        update={
            "sentence": made.sentence.model_copy(update={"start": 40}),
            "span": made.span.model_copy(update={"start": 55}),
        }
    )
    found = placed(moved, twice)
    assert found is not None
    assert found.sentence[0] == len(made.sentence.text) + 1


def test_an_example_is_a_line_of_a_labelled_set() -> None:
    def row(made: Feedback) -> dict[str, object]:
        found = placed(made, STORY.text)
        assert found is not None
        return example(found)

    right = row(verdict(STORY, "3,000"))
    assert (right["doc"], right["troops"], right["low"], right["bound"], right["force"]) == (
        "a",
        True,
        3_000,
        "at_least",
        "KP",
    )
    wrong = row(verdict(STORY, "3,000", "wrong"))
    assert wrong["troops"] is False
    assert "low" not in wrong
    label = count_label(STORY, STORY.troop_counts[0]).model_copy(update={"bound": "about", "high": 3_000.0})
    corrected = row(verdict(STORY, "3,000", "corrected", right=label))
    assert (corrected["bound"], corrected["by"]) == ("about", "ana")


def test_what_was_not_found_cannot_be_marked() -> None:
    with pytest.raises(ValueError, match="no troop count was found at 0 to 9"):
        mark(STORY, Given(about="troop_count", verdict="right", start=0, end=9), by="ana", at=AT)
    with pytest.raises(ValidationError, match="what is corrected or missed has what is right"):
        verdict(STORY, "3,000", "corrected")
    with pytest.raises(ValidationError):
        verdict(STORY, "3,000", "right", right=count_label(STORY, STORY.troop_counts[0]))


def test_speakers_and_names_are_marked_by_the_words_they_have() -> None:
    quote = Quote(
        spans=((0, 9), (12, 20)),
        kind="direct",
        speaker=Speaker(start=10, end=11, text="x", name="The\nmission"),
        cue=None,
    )
    mention = EntityMention(start=0, end=9, text="Officials", type="ORG", name="Officials")
    story = STORY.model_copy(update={"quotes": (quote,), "entities": (mention,)})
    said = mark(
        story,
        Given(about="speaker", verdict="corrected", start=0, end=9, right=NameLabel(name="Ana Ruiz")),
        by="a",
        at=AT,
    )
    assert said.found == NameLabel(name="The mission")
    merged = mark(
        story,
        Given(about="entity", verdict="corrected", start=0, end=9, right=NameLabel(same_as="UN")),
        by="a",
        at=AT,
    )
    assert merged.id != said.id
    found = placed(merged, story.text)
    assert found is not None
    assert example(found)["right"] == {"name": None, "same_as": "UN"}


def test_a_name_is_no_label_of_a_count() -> None:
    made = verdict(STORY, "3,000")
    with pytest.raises(ValidationError, match="is about a troop_count"):
        Feedback.model_validate({**made.model_dump(), "found": {"name": "x"}})
    assert isinstance(made.span, Span)


GAP = STORY.model_copy(update={"numbers": (), "troop_counts": ()})
"""the same story, read by a machine that saw nothing"""
TROOPS = CountLabel(low=3_000, bound="at_least", measure="total", role="present", force="KP", status="actual")


def missed(story: Story, words: str, right: Label, *, about: str = "troop_count") -> Feedback:
    ((start, end), *_) = standing(story.text, words)
    asked = {"about": about, "verdict": "missed", "start": start, "end": end, "right": right}
    return mark(story, Given.model_validate(asked), by="ana", at=AT)


def test_a_figure_that_was_missed_is_marked_and_becomes_an_example() -> None:
    made = missed(GAP, "3,000", TROOPS)
    assert (made.found, made.right, made.span.text) == (None, TROOPS, "3,000")
    where = placed(made, "An editor put this before it.\n" + STORY.text)
    assert where is not None
    row = example(where)
    assert (row["troops"], row["low"], row["high"], row["verdict"]) == (True, 3_000, None, "missed")
    number = missed(GAP, "3,000", NumberLabel(low=3_000, bound="about", item="men"), about="number")
    assert number.id != made.id
    assert number.right == NumberLabel(low=3_000, high=3_000, bound="about", item="men"), "both ends are said"
    where = placed(number, GAP.text)
    assert where is not None
    assert (example(where)["number"], example(where)["item"]) == (True, "men")


def test_what_was_found_was_not_missed_and_what_is_no_figure_cannot_be() -> None:
    with pytest.raises(ValueError, match="'3,000' was found there: mark that one"):
        missed(STORY, "3,000 were", TROOPS)
    assert missed(STORY, "counted", TROOPS).span.text == "counted", "beside it one may be missing"
    for start, end in ((5, 5), (9, 10), (0, 10**8), (0, 300)):
        with pytest.raises(ValueError, match=r"there are no words|at most 200 characters"):
            given = Given(about="troop_count", verdict="missed", start=start, end=end, right=TROOPS)
            mark(GAP, given, by="ana", at=AT)
    with pytest.raises(ValueError, match="a speaker can't be marked as missed"):
        missed(GAP, "3,000", NameLabel(name="x"), about="speaker")
    with pytest.raises(ValidationError, match="what is missed was not found"):
        Feedback.model_validate(missed(GAP, "3,000", TROOPS).model_dump() | {"found": TROOPS})


@pytest.mark.parametrize(
    ("ends", "fault"),
    [
        ({}, "say how many"),
        ({"low": 5, "high": 4}, "is above high"),
        ({"low": 5, "high": 6, "bound": "at_least"}, "'at least' has a low and no high"),
        ({"low": 5, "bound": "less_than"}, "'less than' has a high and no low"),
        ({"low": 5, "bound": "range"}, "a range has a low and a high"),
    ],
)
def test_ends_that_a_bound_cannot_have_are_refused(ends: dict[str, object], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        missed(GAP, "3,000", NumberLabel.model_validate({"bound": "exact"} | ends), about="number")


def test_a_mark_that_is_taken_back_says_who_and_when_and_the_first_time_counts() -> None:
    made = verdict(STORY, "3,000", "wrong")
    gone = taken_back(made, by="ben", at=AT)
    assert gone.taken_back is not None
    assert (gone.taken_back.by, gone.taken_back.at, gone.by, gone.id) == ("ben", AT, "ana", made.id)
    assert taken_back(gone, by="eve", at=AT) == gone
    assert verdict(STORY, "3,000").taken_back is None, "marked anew it holds again"


def test_words_are_found_wherever_they_stand_whatever_the_space_between_them() -> None:
    text = "3 000 men, 3\u00a0000 men;\n3\n000 (a+b) aaa"
    assert [text[slice(*place)] for place in standing(text, "3 000")] == ["3 000", "3\u00a0000"]
    assert standing(text, "(a+b)") == ((text.index("(a+b)"), text.index("(a+b)") + 5),)
    assert len(standing(text, "aa")) == 2, "one in another too"
    assert standing(text, " ") == standing(text, "four") == ()
