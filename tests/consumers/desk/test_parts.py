"""The desk's small parts: what changed, bars, cells, passages, addresses, attempts, users."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.command.desk import refuse_strangers
from consumers.command.serving import address, is_loopback
from consumers.desk.attempts import MOST, SECONDS, Attempts
from consumers.desk.errors import Refused
from consumers.desk.page import clip, figure, moment, web_address
from consumers.desk.search.cursor import packed, unpacked
from consumers.desk.search.export import harmless
from consumers.desk.search.facets import bars
from consumers.desk.search.passages import Marks, Piece, cut
from consumers.desk.story.changes import changes
from consumers.desk.users import User, Users
from consumers.errors import MusterError
from consumers.settings import Settings
from schemas import Story
from schemas.published import examples


def test_what_changed_is_told_word_by_word() -> None:
    (change, rest) = changes("It has 3,000 soldiers.\nThey stay.", "It has 10,000 soldiers.\nThey stay.")
    assert [(part.how, part.text) for part in change.parts] == [
        ("same", "It has "),
        ("gone", "3,000"),
        ("new", "10,000"),
        ("same", " soldiers."),
    ]
    assert rest.unchanged == 1


def test_nothing_changed_is_no_change() -> None:
    assert changes("a\nb", "a\nb") == ()
    assert changes("", "") == ()


@given(st.text(alphabet="ab \n", max_size=80), st.text(alphabet="ab \n", max_size=80))
def test_changes_hold_all_of_both_texts(before: str, after: str) -> None:
    found = changes(before, after)
    unchanged = sum(change.unchanged for change in found)
    for how, text in (("gone", before), ("new", after)):
        lines = [
            "".join(part.text for part in change.parts if part.how in ("same", how))
            for change in found
            if change.parts
        ]
        words = " ".join(lines).split()
        if not unchanged and found:
            assert words == text.split()


def test_two_long_texts_are_compared_in_time() -> None:
    assert changes("x " * 200_000, "y " * 200_000)
    assert changes("x\n" * 50_000, "y\n" * 50_000)
    assert changes("x" * 1_000_000, "y" * 1_000_000)


def test_bars_have_no_gaps_and_are_few() -> None:
    first = date(2026, 11, 1)
    assert [bar.stories for bar in bars({first: 2, first + timedelta(days=2): 1})] == [2, 0, 1]
    for days in (59, 300, 1_500, 20_000):
        found = bars({first: 1, first + timedelta(days=days): 1})
        assert len(found) <= 62
        assert sum(bar.stories for bar in found) == 2
        assert all(one.until == other.since for one, other in pairwise(found))
    assert bars({}) == ()


def test_bars_of_the_whole_of_time() -> None:
    found = bars({date.min: 1, date(2026, 11, 1): 5, date.max: 1})
    assert [bar.stories for bar in found] == [1, 5, 1]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "  =1", "＝1", "\n=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell).startswith("'")


def test_a_cell_that_is_none_stays_as_it_is() -> None:
    assert harmless("3,000 soldiers = many") == "3,000 soldiers = many"
    assert harmless("") == ""


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "http:",
        "",
        None,
        "http://[",
        "\x01javascript:x",
    ],
)
def test_only_web_addresses_are_linked_to(url: str | None) -> None:
    assert web_address(url) is None


def test_a_web_address_is_linked_to() -> None:
    assert web_address(" https://wire.example/a?b=1 ") == "https://wire.example/a?b=1"


def test_a_passage_is_cut_around_what_was_found() -> None:
    marks = Marks()
    passage = marks.read(f"{'x' * 1_000_000} {marks.opens}ships{marks.closes} {'y' * 1_000_000}")
    assert sum(len(piece.text) for piece in passage) < 400
    assert Piece("ships", True) in passage
    assert cut(()) == ()


def test_cursors() -> None:
    assert unpacked(packed([1.5, 1_700_000_000_000, "urn:a"]), length=3) == [1.5, 1_700_000_000_000, "urn:a"]


@given(st.text(alphabet="abcW10=-_", max_size=40))
def test_a_cursor_that_is_none_is_refused(cursor: str) -> None:
    with pytest.raises(Refused):
        unpacked(cursor, length=2)


@pytest.mark.parametrize(
    "values", [[1], ["a", "b"], [True, "a"], [1e308 * 10, "a"], [10**30, "a"], [1, 2, "a"], [[], "a"]]
)
def test_a_cursor_with_other_values_is_refused(values: list[int | str]) -> None:
    with pytest.raises(Refused):
        unpacked(packed(list(values)), length=2)


def test_attempts_are_counted_and_forgotten() -> None:
    now = [0.0]
    attempts = Attempts(clock=lambda: now[0])
    for _ in range(MOST):
        assert attempts.wait("name mari") == 0
        attempts.failed("name mari", "address 1")
    assert attempts.wait("name mari") == SECONDS
    assert attempts.wait("name jaan") == 0
    now[0] = SECONDS + 1
    assert attempts.wait("name mari") == 0
    attempts.failed("name mari")
    attempts.succeeded("name mari")
    assert attempts.wait("name mari", most=1) == 0


def test_attempts_remember_no_more_than_they_can() -> None:
    attempts = Attempts()
    for number in range(20_000):
        attempts.failed(f"name {number}")
    assert attempts.wait("name 0", most=1) == 0
    assert attempts.wait("name 19999", most=1) > 0


def test_users_are_kept_with_hashes_and_read_again_when_they_change(tmp_path: Path) -> None:
    path = tmp_path / "users"
    Users(path).add("mari", "analyst", "long enough 1")
    users = Users(path)
    assert users.signed_in("mari", "long enough 1") == User("mari", "analyst")
    assert users.signed_in("mari", "long enough 2") is None
    assert users.signed_in("jaan", "long enough 1") is None
    assert "long enough" not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    Users(path).add("mari", "admin", "another password")
    assert users.named("mari") == User("mari", "admin")
    path.write_text("")
    assert users.named("mari") is None


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("", "long enough"),
        ("a:b", "long enough"),
        ("a\nb", "long enough"),
        ("a", "short"),
        (" a", "long enough"),
    ],
)
def test_a_user_that_cannot_be_is_refused(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(MusterError):
        Users(tmp_path / "users").add(name, "reader", password)


def test_a_users_file_with_a_fault_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "users"
    path.write_text("# ours\nmari:emperor:x\n")
    with pytest.raises(MusterError, match="line 2"):
        Users(path).named("mari")
    with pytest.raises(MusterError, match="can't be read"):
        Users(tmp_path / "none").named("mari")


def test_roles_include_those_below() -> None:
    assert User("a", "admin").may("analyst")
    assert not User("a", "reader").may("analyst")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.3.2.1"])
def test_without_sign_in_the_desk_listens_to_this_machine(host: str) -> None:
    refuse_strangers(Settings(_env_file=None), host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.example", ""])
def test_without_sign_in_it_listens_to_no_one_else(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(MusterError, match="MUSTER_DESK_USERS"):
        refuse_strangers(Settings(_env_file=None), host)
    refuse_strangers(Settings(_env_file=None, desk_user_header="X-User"), host)


def test_filters() -> None:
    assert clip("a" * 10, 4) == "aaa…"
    assert clip(None, 4) == ""
    assert moment("2026-11-16T06:05:00Z") == "16 Nov 2026, 06:05 UTC"
    assert moment(None) == ""
    assert [figure(value) for value in (None, 3000, 2.5)] == ["", "3,000", "2.5"]
    assert address("::1", 80) == "http://[::1]:80/"


def test_the_notes_of_a_story_point_to_their_places() -> None:
    from consumers.desk.story.notes import notes

    story = Story.model_validate_json(examples("story")["story.json"])
    found = notes(story)
    for note in found.names:
        assert all(story.text[start:end] for start, end in note.spans)
    assert [note.title for note in found.names_of("person")] == ["Kari Lunde", "Jaan Saar"]
    assert "Kari Lunde" in {speech.speaker for speech in found.speech}
    assert len(found.troops) == len(story.troop_counts)
    assert {mark.of for mark in found.marks} == {note.id for note in found.everything}
