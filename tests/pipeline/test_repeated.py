"""What is remembered, of whole texts or of their lines, is what parsing it anew would give."""

import random
from collections.abc import Sequence
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.parse import Columns, Parser, Repeated
from pipeline.parse.pieces import PIECE, pieces
from tests.bench.edits import EDITS, edited

ONE, TWO, THREE = "Ten soldiers left Mali.", "“No,” she said.", "Norway sends 2,000 soldiers."

PARAGRAPHS = (
    "Norway to send 2,400 soldiers to Estonia",
    "TALLINN, Oct 24 (Reuters) - Norway will send at least 2,400 soldiers to Estonia, its defence minister said.",
    "“We are there for as long as it takes,” Kari Lunde told reporters in Tartu. “Nobody should doubt it.”",
    "Some 600 of them have arrived. Another 1,800 are on their way, she said, and will be there by Christmas.",
    "- It is not that we do nothing, but we talk less about it.",
    "- Who said that?",
    "– They've gotta leave, the mayor of Narva, Ann Lee, said",
    "Russia's foreign ministry called the plan “a provocation” and said there were 40,000 soldiers on its side",
    "“The number is wrong",
    "Mr. Saar of the U.S. embassy didn't answer",
    "Background",
    "***",
    "-----",
    "1.",
    "Two",
    "?",
    "4,500 soldiers of the 3rd Brigade, which came from Tapa in May, are to go home; the others stay.",
    "(Reporting by Mari Tamm in Tallinn; editing by Ola Nordmann)",
    "NARVA (AP) —",
    "KYIV --  Three   soldiers were hurt\tin the May offensive. It was raining.",
    "> On 3 June the bridge was closed: “for ever”, as he put it, to cars, lorries and tanks.",
    "І. Розділ перший",
    "🪖 Naïve cafe\u0301 talk, http://example.org/a?b, T-72s and a.b@example.org",
)
"""of a newsroom's story: headline, dateline, quotes, a list, one word, marks alone, a line without a full stop"""
BREAKS = ("\n", "\n\n", "\n\n", "\n\n", "\r\n\r\n", "\n \n  ", " \n\t", "\n\u00a0\n", "\n\n\n\n")
STORY = "\n\n".join(PARAGRAPHS[at] for at in (0, 1, 2, 3, 7, 16, 17))

STORIES = st.lists(
    st.tuples(st.sampled_from(PARAGRAPHS) | st.text(max_size=30), st.sampled_from(BREAKS)), max_size=14
).map(lambda lines: "".join(line + end for line, end in lines))
EDITED = st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=4)

some = settings(
    max_examples=60,
    deadline=None,
    # `parser` is one model for all examples: it keeps nothing of a text
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def anew(parser: Parser, texts: Sequence[str]) -> list[Columns]:
    """Each text's parse, made by itself."""
    return [columns for text in texts for columns in parser.parse([text])]


def asked_for(parser: Parser, repeated: Repeated, texts: Sequence[str]) -> list[list[str]]:
    """What the parser itself is asked to parse, call by call, for these texts."""
    expected = anew(parser, texts)
    with patch.object(parser, "parse", wraps=parser.parse) as parse:
        assert list(repeated.parse(texts)) == expected
    return [asked for call in parse.call_args_list if (asked := list(call.args[0]))]


# --- the same text again ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "asked"),
    [
        ([ONE, TWO], [[ONE, TWO]]),
        ([ONE, TWO, ONE], [[ONE, TWO]]),
        ([ONE, "", "\n"], [[ONE, "\n"]]),
        ([STORY, STORY], [[STORY]]),
        ([], []),
    ],
)
def test_a_text_is_parsed_once_a_batch(parser: Parser, texts: list[str], asked: list[list[str]]) -> None:
    repeated = Repeated(parser)
    assert asked_for(parser, repeated, texts) == asked
    assert asked_for(parser, repeated, texts) == []


def test_what_was_not_asked_for_for_the_longest_time_is_forgotten_first(parser: Parser) -> None:
    repeated = Repeated(parser, most=900)  # room for two
    for text, is_known in (
        (ONE, False),
        (TWO, False),
        (ONE, True),
        (THREE, False),
        (ONE, True),
        (TWO, False),
    ):
        assert asked_for(parser, repeated, [text]) == ([] if is_known else [[text]])


def test_a_text_that_would_take_all_the_room_is_not_kept(parser: Parser) -> None:
    repeated = Repeated(parser, most=900)
    long = "Ten soldiers left Mali. " * 20
    assert asked_for(parser, repeated, [ONE]) == [[ONE]]
    assert asked_for(parser, repeated, [long]) == asked_for(parser, repeated, [long]) == [[long]]
    assert asked_for(parser, repeated, [ONE]) == []


# --- a new version ------------------------------------------------------------------------------


@some
@given(story=STORIES, other=STORIES, edits=EDITED, seed=st.integers(0, 99))
@example(STORY, STORY, ["changed", "removed", "swapped", "word"], 1)
def test_a_new_version_is_parsed_as_if_no_other_had_come(
    parser: Parser, story: str, other: str, edits: list[str], seed: int
) -> None:
    chance = random.Random(seed)
    repeated = Repeated(parser)
    versions = [story, other]
    for edit in edits:
        versions.append(edited(versions[-1 if chance.random() < 0.5 else 0], other, EDITS[edit], chance))
    for version in versions:
        assert list(repeated.parse([version])) == anew(parser, [version])
    assert list(repeated.parse(versions)) == anew(parser, versions)
    assert list(Repeated(parser).parse(versions)) == anew(parser, versions)


def test_of_a_new_version_only_the_lines_are_parsed_that_changed_and_their_neighbours(parser: Parser) -> None:
    lines = [f"{PARAGRAPHS[3]} That was report {i}." for i in range(12)]
    repeated = Repeated(parser)
    story = "\n\n".join(lines)
    assert asked_for(parser, repeated, [story]) == [[story]]
    lines[6] = "Nobody had been told."
    ((asked,),) = asked_for(parser, repeated, ["\n\n".join(lines)])
    before, after = "Christmas. That was report 4.", "Some 600 of them have arrived. Another 1,800 "
    assert asked == "\n\n".join([before, *lines[5:8], after])
    lines.insert(0, "Norway sends more")
    lines.append("Ola Nordmann")
    ((first, last),) = asked_for(parser, repeated, ["\n\n".join(lines)])
    assert first.startswith("\n\n".join(lines[:2]))
    assert lines[2] not in first
    assert last.endswith("\n\n".join(lines[-2:]))
    assert lines[-3] not in last


def test_a_text_of_which_hardly_anything_is_known_is_parsed_whole(parser: Parser) -> None:
    repeated = Repeated(parser)
    asked_for(parser, repeated, [STORY])
    begun = "\n\n".join([*STORY.split("\n\n")[:4], *PARAGRAPHS[18:], *PARAGRAPHS[4:9]])
    assert asked_for(parser, repeated, [begun]) == [[begun]]


def test_copies_that_come_together_wait_for_the_first_of_them(parser: Parser) -> None:
    copies = [STORY, STORY.replace("Tartu", "Narva"), STORY.replace("Christmas", "Easter"), ONE]
    first, second = asked_for(parser, Repeated(parser), copies)
    assert first == [STORY, ONE]
    assert len(second) == 2
    assert sum(map(len, second)) < len(STORY)


def test_a_text_of_several_pieces_is_remembered_too(parser: Parser) -> None:
    lines = [f"{i}, {PARAGRAPHS[3]}" for i in range(300)]
    long = "\n".join(lines)
    assert len(pieces(long)) > 2
    repeated = Repeated(parser)
    asked_for(parser, repeated, [long])
    assert asked_for(parser, repeated, [long]) == []
    lines[250] = ONE
    (asked,) = asked_for(parser, repeated, ["\n".join(lines)])
    # the line, and on both sides of where the next piece begins now
    assert len(asked) == 3
    assert sum(map(len, asked)) < PIECE / 5


# --- what can come over a line break -------------------------------------------------------------

BEFORE = "Norway has sent soldiers to Estonia\n\nSome 600 of them have arrived; 1,800 are on their way, she said.\n\n"
OPENINGS = ("We met soldiers", "In Narva", "Soldiers who came from Tapa", "To the north", "The 600 soldiers")
MIDDLE = "and left for the coast in May"
"""more words than a line's margin has, so that what is in front of them is not seen from the next line"""
NEXT = (
    "- It is not that we do nothing.",
    "- We are here.",
    "– They must leave, he said.",
    "“We left",
    "1. The bridge",
)


def second_word_starts(parser: Parser, text: str, line: str) -> bool:
    """Whether a sentence starts with the second word of a line."""
    (columns,) = parser.parse([text])
    return columns.starts.index(text.index(line)) + 1 in columns.sentences


@pytest.mark.parametrize("end", [".", ":", ","])
@pytest.mark.parametrize("line", NEXT)
def test_the_words_before_a_line_break_may_start_a_sentence_behind_it_and_do_then_too(
    parser: Parser, end: str, line: str
) -> None:
    versions = [f"{BEFORE}{opening} {MIDDLE}{end}\n\n{line}\n\nThe others stay." for opening in OPENINGS]
    for one in versions:
        for other in versions:
            repeated = Repeated(parser)
            assert [*repeated.parse([one]), *repeated.parse([other])] == anew(parser, [one, other])


def test_what_a_line_begins_with_may_start_a_sentence_or_not_by_words_far_in_front_of_it(
    parser: Parser,
) -> None:
    """Without this the test above would say nothing."""
    starts = {
        second_word_starts(parser, f"{BEFORE}{opening} {MIDDLE}.\n\n{NEXT[1]}", NEXT[1])
        for opening in OPENINGS
    }
    assert starts == {True, False}


def test_a_text_is_parsed_whole_where_something_may_have_come_over(parser: Parser) -> None:
    known = f"{BEFORE}{OPENINGS[-1]} {MIDDLE}:\n\n{NEXT[0]}\n\n"
    repeated = Repeated(parser)
    asked_for(parser, repeated, [f"{known}The others stay where they are."])
    version = f"{known}Nobody else has come to the town."
    part, whole = asked_for(parser, repeated, [version])
    assert len(part[0]) < len(version)
    assert whole == [version]


def test_a_parser_that_looks_far_has_whole_texts_remembered(parser: Parser) -> None:
    repeated = Repeated(parser)
    changed = STORY.replace("Tartu", "Narva")
    with patch.object(parser, "is_near_sighted", new=False):
        assert asked_for(parser, repeated, [STORY, changed]) == [[STORY, changed]]
        assert asked_for(parser, repeated, [STORY, changed]) == []
