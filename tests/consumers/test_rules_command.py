"""Rules as people write them: on the command line, in files, in docs/rules.md."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from rich.console import Console

from consumers.command import main
from consumers.command.rules import files, show
from consumers.command.rules.loading import plan
from consumers.rules.rulebook import EVERYONE, Kept, rule_document, rule_id
from consumers.rules.searches import fault
from consumers.rules.written import Miswritten, groups, rule
from consumers.stored.elastic import Document
from schemas import Quiet, Role, Rule
from schemas.published import examples

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "rules.md"
SEEDS = ROOT / "seeds" / "rules.yaml"


# --- what can be meant --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"places": ["EE", "Latvia", "the United States"]}, {"places": ("EE", "LV", "US")}),
        ({"places": ["NO", "no", "norway", "uk", "us"]}, {"places": ("NO", "GB", "US")}),
        ({"places": "Russia"}, {"places": ("RU",)}),
        ({"forces": ["North Korea", "kp", "Russian", "Wagner"]}, {"forces": ("KP", "RU", "Wagner")}),
        ({"roles": "killed"}, {"roles": ("killed",)}),
        ({"least_change": "10%"}, {"least_change": 0.1}),
        ({"least_change": "12.5 %"}, {"least_change": 0.125}),
        ({"least_change": "250%"}, {"least_change": 2.5}),
        ({"least_change": 0.2}, {"least_change": 0.2}),
        ({"least_change": "1"}, {"least_change": 1}),
        ({"at_least": "1,000"}, {"at_least": 1000}),
        ({"at_least": 250}, {"at_least": 250}),
        ({"quiet": "22:00-06:30"}, {"quiet": Quiet(start="22:00", end="06:30")}),
        (
            {"quiet": "22:00 – 06:30 Europe/Berlin"},
            {"quiet": Quiet(start="22:00", end="06:30", zone="Europe/Berlin")},
        ),
        (
            {"quiet": {"start": "22:00", "end": "06:30", "zone": "Asia/Tokyo"}},
            {"quiet": Quiet(start="22:00", end="06:30", zone="Asia/Tokyo")},
        ),
        ({"watch": "stories", "search": "((("}, {"watch": "stories", "search": "((("}),
        ({"to": "desk", "digest": None}, {"to": ("desk",), "digest": None}),
    ],
    ids=str,
)
def test_what_is_written_is_what_is_meant(written: Mapping[str, Any], meant: Mapping[str, Any]) -> None:
    assert rule({"name": "one", **written}) == Rule(name="one", **meant)


ROLES = "present, killed, wounded, casualties, captured, missing, mobilised, trained, withdrawn, other"
NO_COUNTRY = "is the name of no country, or of several; write a code such as EE"


@pytest.mark.parametrize(
    ("written", "faults"),
    [
        ({"roles": ["kiled"]}, [f"roles: no role is called 'kiled'; there are {ROLES}"]),
        (
            {"kinds": ["new", "old"]},
            ["kinds: no kind is called 'old'; there are new, revised, corroborated, withdrawn, found"],
        ),
        ({"watch": "birds"}, ["watch: no thing to watch is called 'birds'; there are counts, stories"]),
        ({"digest": "weekly"}, ["digest: no digest is called 'weekly'; there are hourly, daily"]),
        (
            {"places": ["Kursk", "EE", "Ruritania"]},
            [
                f"places: 'Kursk' is in Russia: places are countries, write RU; 'Ruritania' {NO_COUNTRY}"
            ],
        ),
        (
            {"places": ["Congo"]},
            [f"places: 'Congo' {NO_COUNTRY}"],
        ),
        (
            {"least_change": 10},
            ["least_change: 10 would be 1000%; write it with %, or 0.1 for a tenth"],
        ),
        ({"least_change": "a lot"}, ["least_change: 'a lot' is no change; write 10% or 0.1"]),
        ({"least_change": -1}, ["least_change: Input should be greater than or equal to 0"]),
        ({"at_least": "1.000,5"}, ["at_least: '1.000,5' is no number; write one such as 1000"]),
        ({"at_least": "nan"}, ["at_least: nan is no figure; write a number such as 1000"]),
        (
            {"quiet": "at night"},
            ["quiet: 'at night' are no hours; write them such as 22:00-06:30 Europe/Berlin"],
        ),
        ({"quiet": "22:00-24:00"}, ["quiet.end: '24:00' is no time of day; write one such as 22:00"]),
        (
            {"quiet": "22:00-06:30 Berlin"},
            ["quiet.zone: 'Berlin' is no time zone; write one such as Europe/Berlin or UTC"],
        ),
        ({"search": " "}, ["search is empty: leave it out, or say what to search for"]),
        ({"watch": "stories"}, ["a rule that watches stories needs a search"]),
        ({"name": "two\nlines"}, [r"name: 'two\nlines' can't be a name: one line of 1 to 100 characters, no space at its ends"]),
        ({"paused": "perhaps"}, ["paused: Input should be a valid boolean, unable to interpret input"]),
        ({"places": {"in": "EE"}}, ["places: is a list; write [one, another]"]),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_meant_is_named(written: Mapping[str, Any], faults: list[str]) -> None:
    with pytest.raises(Miswritten) as wrong:
        rule({"name": "one", **written})
    assert wrong.value.faults == faults


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(Miswritten) as wrong:
        rule({"role": "killed", "places": ["Oz"], "roles": ["kiled"], "watch": "stories", "search": "(" * 21})
    starts = [fault.partition(":")[0] for fault in wrong.value.faults]
    assert sorted(starts) == ["name", "places", "role", "roles", "search"]


def test_a_force_that_is_no_country_is_told_of() -> None:
    assert groups(rule({"name": "one", "forces": ["Rusia", "Russia", "Wagner"]})) == ["Rusia", "Wagner"]


@pytest.mark.parametrize(
    ("search", "why"),
    [
        ('"Narva bridge" | (Narva + crossing)', None),
        ('"', None),
        ("(((", None),
        (")" * 100, None),
        ("a" * 2_000, None),
        ("a" * 100_000, "is 100,000 characters long; a search may have 2,000"),
        ("(" * 21 + "a" + ")" * 21, "has 21 brackets open at once; a search may have 20"),
        ("()" * 21, None),
        ("a|" * 101, "has 101 times |; a search may have 100"),
        ("\udcff", "is not Unicode text"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_search_that_could_end_elasticsearch_is_not_asked(search: str, why: str | None) -> None:
    assert fault(search) == why


# --- files --------------------------------------------------------------------------------------


def write(folder: Path, text: str) -> Path:
    path = folder / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_is_norway_and_ten_at_night_a_time(tmp_path: Path) -> None:
    """By YAML 1.1 they are false and 1,320."""
    text = "- {name: on, places: [NO], quiet: {start: 22:00, end: 06:30}, at_least: 010, to: [yes]}"
    (read,) = files.read(write(tmp_path, text))
    assert read == Rule(
        name="on", places=("NO",), quiet=Quiet(start="22:00", end="06:30"), at_least=10, to=("yes",)
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("# nothing yet", []),
        ("rules:", []),
        ("[]", []),
        ("name: one", ["one"]),
        ("- name: one\n- name: two", ["one", "two"]),
        ("rules: [{name: one}]", ["one"]),
        (
            "rules:\n- &baltic {name: one, places: [EE]}\n- {<<: *baltic, name: two}",
            ["one", "two"],
        ),
    ],
)
def test_a_file_is_a_list_a_list_by_name_or_one_rule(tmp_path: Path, text: str, names: list[str]) -> None:
    assert [rule.name for rule in files.read(write(tmp_path, text))] == names


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("rules: [{name: one", ["1: expected ',' or '}', but got '<stream end>'"]),
        ("rules:\n- name: one\n\tplaces: [EE]", ["3: found character '\\t' that cannot start any token"]),
        ("rules: all of them", ["1: this is no list of rules"]),
        ("just words", ["1: this is no list of rules"]),
        ("- one\n- two", ["1: this is no rule"]),
        ("receivers: []\nrules: []", ["1: beside rules there can't be receivers"]),
        ("- name: one\n  to: [a]\n  to: [b]", ["1: to stands here twice"]),
        ("- name: !!python/object:os.system x", ["1: could not determine a constructor for the tag"]),
        ("- {name: one}\n- {name: one}", [" one: name: two rules have it"]),
        (
            "- name: one\n  roles: [kiled]\n  place: EE\n\n- places: [Oz]",
            [
                "1: one: roles: no role is called 'kiled'",
                "1: one: place: there is no such field; there are name, watch",
                "5: a rule without a name: places: 'Oz' is the name of no country",
                "5: a rule without a name: name: is missing",
            ],
        ),
    ],
)
def test_every_fault_of_a_file_is_named_with_its_place(tmp_path: Path, text: str, faults: list[str]) -> None:
    path = write(tmp_path, text)
    with pytest.raises(files.Broken) as broken:
        files.read(path)
    assert len(broken.value.faults) == len(faults)
    for said, expected in zip(broken.value.faults, faults, strict=True):
        assert said.startswith(f"{path}:{expected}")
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    assert str(broken.value) == f"{count} in {path}: nothing is changed"


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(files.Broken) as broken:
        files.read(tmp_path / "rules.yaml")
    assert len(broken.value.faults) == 1


FULL = Rule(
    name="Łódź “all” of it",
    watch="stories",
    kinds=("corroborated",),
    forces=("KP", "Wagner"),
    places=("NO", "RU"),
    roles=("killed",),
    statuses=("denied",),
    measures=("part",),
    at_least=1_000_000,
    least_change=2.5,
    providers=("Ärzteblatt", "yes"),
    search='"a b" | 🪖: #no',
    historic=True,
    unnamed=True,
    vague=True,
    to=("desk",),
    digest="daily",
    quiet=Quiet(start="22:00", end="06:30", zone="Europe/Berlin"),
    paused=True,
)


def test_the_full_rule_has_every_field() -> None:
    assert FULL.model_dump(exclude_defaults=True).keys() == Rule.model_fields.keys()


@pytest.mark.parametrize(
    "kept",
    [FULL, EVERYONE, *(Rule.model_validate_json(example) for example in examples("rule").values())],
    ids=lambda rule: rule.name,
)
def test_what_is_dumped_is_loaded_as_it_was(tmp_path: Path, kept: Rule) -> None:
    assert files.read(write(tmp_path, files.dump([kept]))) == [kept]


def test_the_example_in_seeds_loads() -> None:
    assert len(files.read(SEEDS)) == 4


# --- the page -----------------------------------------------------------------------------------


def test_the_page_names_every_field_and_every_role() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in Rule.model_fields:
        assert f"\n| `{name}` |" in page
    for role in get_args(Role):
        assert f"`{role}`" in page


# --- what a file would change -------------------------------------------------------------------


def kept(*rules: Rule, removed: tuple[str, ...] = ()) -> dict[str, Kept]:
    return {
        rule.name: Kept(
            rule.name,
            rule,
            datetime(2026, 11, 22, tzinfo=UTC),
            rule.name in removed,
            Document(rule_document(rule), seq_no=1, primary_term=1, version=1, index="rules-000001"),
        )
        for rule in rules
    }


ONE, TWO, THREE = (Rule(name=name, at_least=100) for name in ("one", "two", "three"))


def test_a_file_adds_changes_and_leaves_alone() -> None:
    changed = TWO.model_copy(update={"at_least": 200.0, "places": ("EE", "LV"), "paused": True})
    planned = plan([ONE, changed, THREE], kept(TWO, THREE, EVERYONE), prune=False)
    assert planned.put == (ONE, changed)
    assert planned.remove == ()
    assert planned.lines == (
        "added    one",
        "changed  two: places: any → EE, LV, at_least: 100.0 → 200.0, paused: false → true",
    )
    assert planned.unchanged == 1


def test_with_prune_what_is_not_in_the_file_goes() -> None:
    planned = plan([ONE], kept(ONE, TWO, THREE, removed=("three",)), prune=True)
    assert (planned.put, planned.remove) == ((), ("two",))
    assert planned.lines == ("removed  two",)
    assert not planned.is_nothing
    assert plan([ONE], kept(ONE, TWO), prune=False).is_nothing


def test_a_removed_rule_that_is_in_the_file_is_added_again() -> None:
    assert plan([ONE], kept(ONE, removed=("one",)), prune=True).put == (ONE,)


def test_a_rule_that_was_none_is_changed_into_one() -> None:
    unknown = {"one": Kept("one", None, datetime(2026, 11, 22, tzinfo=UTC), False, kept(ONE)["one"].document)}
    assert plan([ONE], unknown, prune=False).lines == ("changed  one: it was no rule",)


# --- in the terminal ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "all that is news"),
        ({"forces": ("KP", "Wagner"), "places": ("RU",)}, "troops of North Korea, Wagner; in Russia"),
        ({"roles": ("killed",), "at_least": 1_500}, "killed; at least 1,500"),
        ({"kinds": ("revised",), "least_change": 0.1}, "revised; changes of 10% or more"),
        ({"historic": True, "vague": True}, "historic, vague too"),
        ({"search": "bridge", "providers": ("AFP",)}, "in stories that say bridge; by AFP"),
        ({"watch": "stories", "search": "bridge", "historic": True}, "stories that say bridge"),
    ],
    ids=str,
)
def test_a_rule_in_words(asked: dict[str, Any], words: str) -> None:
    assert show.asks(Rule(name="one", **asked)) == words


def test_the_table_has_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    unknown = {"new": Kept("new", None, datetime(2026, 11, 22, tzinfo=UTC), False, kept(ONE)["one"].document)}
    show.table(Console(width=200), (kept(FULL, EVERYONE) | unknown).values())
    header, full, everyone, new = capsys.readouterr().out.splitlines()
    assert header.split() == ["name", "asks", "for", "tells", "state"]
    assert "desk; daily; quiet 22:00-06:30 Europe/Berlin" in full
    assert "paused" in full
    assert "the feed" in everyone
    assert "a rule that this Muster does not know" in new


def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What `muster rules` says on stderr, with no server to be had."""
    for name in ("MUSTER_KAFKA", "MUSTER_ELASTICSEARCH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.argv", ["muster", "rules", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "x", "--role", "kiled"], f"muster: --role: no role is called 'kiled'; there are {ROLES}\n"),
        (
            ["add", "x", "--quiet", "22:00-06:30", "--zone", "Berlin"],
            "muster: --zone: 'Berlin' is no time zone; write one such as Europe/Berlin or UTC\n",
        ),
        (
            ["add", "x", "--zone", "Europe/Berlin"],
            "muster: --zone: is of the quiet hours; say --quiet too\n",
        ),
        (
            ["add", "x", "--place", "Oz", "--least-change", "9"],
            f"muster: --place: 'Oz' {NO_COUNTRY}; --least-change: 9 would be 900%; write it with %, ",
        ),
        (["add", "x", "--watch", "stories"], "muster: a rule that watches stories needs a search\n"),
        (["load", "none.yaml"], "muster: none.yaml: No such file or directory\n"),
        (["test"], "muster: which rule? Name one, or say --file\n"),
        (["test", "--file", str(SEEDS)], f"muster: {SEEDS}: which rule? There are: the Baltic, "),
        (["test", "x", "--file", str(SEEDS)], f"muster: {SEEDS}: which rule? There are: the Baltic, "),
        (["list"], "muster: no servers: set MUSTER_KAFKA and MUSTER_ELASTICSEARCH, or run: "),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_a_mistake_is_one_clear_line(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    error = refused(monkeypatch, capsys, *arguments)
    assert error.startswith(said)
    assert error.count("\n") == 1


def test_a_broken_file_is_refused_before_any_server_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "- name: one\n  roles: [kiled]\n- name: two\n  digest: weekly")
    assert refused(monkeypatch, capsys, "load", "rules.yaml").splitlines() == [
        f"muster: rules.yaml:1: one: roles: no role is called 'kiled'; there are {ROLES}",
        "muster: rules.yaml:3: two: digest: no digest is called 'weekly'; there are hourly, daily",
        "muster: 2 faults in rules.yaml: nothing is changed",
    ]


def test_names_are_told_apart_by_case() -> None:
    assert rule_id("Baltic") != rule_id("baltic")
    assert rule_id("Baltic") == rule_id("Baltic")
