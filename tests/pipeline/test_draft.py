"""A draft travels between the stages as bytes, and comes out as it went in."""

import gc
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.draft import Draft, OnTheWay, pack, unpack
from pipeline.enrich import STAGES, enrich
from pipeline.parse import Parse, Parser
from pipeline.story import begin
from schemas import Article, Story
from schemas.published import examples

ARTICLES = examples("article")
STORIES = [Story.model_validate_json(body) for body in examples("story").values()]


@pytest.mark.parametrize("name", ARTICLES)
def test_every_annotation_is_the_same_after_it_has_travelled(parser: Parser, name: str) -> None:
    story = begin(Article.model_validate_json(ARTICLES[name]), model=parser.name)
    (columns,) = parser.parse([story.text])
    draft = Draft(story, columns)
    for stage in STAGES:
        draft = stage(draft)
        assert unpack(pack(draft)) == draft
        assert pack(unpack(pack(draft))) == pack(draft)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.uri)
def test_a_story_with_every_annotation_there_is_is_the_same_after_it_has_travelled(story: Story) -> None:
    assert story.entities
    assert story.quotes
    assert story.troop_counts
    assert unpack(pack(Draft(story, None))).story == story


@pytest.mark.parametrize("name", ARTICLES)
def test_stages_with_the_wire_between_them_find_what_they_find_without(parser: Parser, name: str) -> None:
    story = begin(Article.model_validate_json(ARTICLES[name]), model=parser.name)
    (whole,) = enrich([story], parser)
    (columns,) = parser.parse([story.text])
    draft = Draft(story, columns if story.text else None)
    for stage in STAGES:
        draft = unpack(pack(stage(unpack(pack(draft)))))
    assert draft.story == whole


def test_what_a_process_has_written_it_reads_without_unpacking_it_once_and_only_while_there_is_room() -> None:
    drafts = [
        Draft(story.model_copy(update={"uri": f"urn:{at}"}), None) for at, story in enumerate(STORIES * 9)
    ]
    on_the_way = OnTheWay(most=3)
    packed = [on_the_way.pack(draft) for draft in drafts]
    assert packed == [pack(draft) for draft in drafts]
    for draft, data in zip(drafts, packed, strict=True):
        first, again = on_the_way.unpack(data), on_the_way.unpack(data)
        assert first == again == draft
        assert (first is draft) == (draft in drafts[-3:])
        assert again is not draft
    small = OnTheWay(most_bytes=10)
    assert small.unpack(small.pack(drafts[0])) is not drafts[0]
    with pytest.raises(ValueError, match="Expected `array`"):
        on_the_way.unpack(b"no draft")


def test_a_stage_that_fills_in_its_part_leaves_the_rest_and_the_parse_as_they_are(
    parse: Callable[[str], Parse], parser: Parser
) -> None:
    story = begin(Article(uri="urn:a", text="Ten soldiers."), model=parser.name)
    (columns,) = parser.parse([story.text])
    draft = Draft(story, columns)
    joined = draft.parse
    noted = draft.with_(notes=("a note",))
    assert noted.parse is joined
    assert noted.story == story.model_copy(update={"notes": ("a note",)})
    assert draft.story.notes == ()


def let_go(draft: Draft) -> Draft:
    for stage in STAGES:
        draft = stage(draft)
    draft.let_go()
    return draft


def left_to_the_collector(packed: bytes) -> int:
    # what is loaded at first use leaves something too
    let_go(unpack(packed))
    gc.collect()
    gc.disable()
    let_go(unpack(packed))
    return gc.collect()


def test_a_draft_that_is_let_go_leaves_nothing_to_the_collector_of_garbage_and_can_still_be_asked(
    parser: Parser,
) -> None:
    story = begin(Article(uri="urn:a", text="“We have sent 300 soldiers to Mali,” Ana Ruiz said."), model="")
    (columns,) = parser.parse([story.text])
    # in a process of its own: here other tests' threads leave something meanwhile
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        assert process.submit(left_to_the_collector, pack(Draft(story, columns))).result() == 0
    draft = let_go(Draft(story, columns))
    assert draft.parse is not None
    assert draft.parse.tokens[1].head.text == "sent"


def test_a_story_without_a_parse_passes_every_stage_as_it_is() -> None:
    draft = Draft(STORIES[0], None)
    for stage in STAGES:
        assert stage(draft) == draft
    assert unpack(pack(draft)) == draft


@given(data=st.binary(max_size=400))
@example(b"")
@example(b"\xc0")
@example(b"\x92\x80\xc0")
@example(pack(Draft(STORIES[0], None))[:-1])
@example(pack(Draft(STORIES[0], None)) + b"\x00")
@example(STORIES[0].model_dump_json().encode())
def test_bytes_that_are_no_draft_are_refused_as_such(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpack(data)


@settings(deadline=None)
@given(at=st.integers(0, 10_000), change=st.integers(1, 255))
def test_a_draft_with_a_byte_changed_is_refused_or_is_another_draft(at: int, change: int) -> None:
    data = bytearray(pack(Draft(STORIES[0], None)))
    data[at % len(data)] ^= change
    try:
        draft = unpack(bytes(data))
    except ValueError:
        return
    assert isinstance(draft.story, Story)
