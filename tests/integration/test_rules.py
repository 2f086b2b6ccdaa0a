"""The rulebook and saved searches, in a real Elasticsearch."""

import asyncio
import io
import json
import sys
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from consumers.command import main
from consumers.command.running import environment
from consumers.errors import MusterError, Unavailable
from consumers.rules.rulebook import EVERYONE, RULES, Rulebook, rule_id, rules_in
from consumers.rules.searches import matching
from consumers.stages.index import document
from consumers.stored import indices
from consumers.stored.elastic import Store, Write
from pipeline.claims import play
from schemas import Rule, Span, Story, epoch_ms
from tests.integration.installation import Installation
from tests.pipeline.claims.newsroom import kill, wire

Result = TypeVar("Result")

NARVA = (
    "Nobody saw it 🪖 coming.\n"
    "The bridge at Narva is shut, “for good”, a spokesman said. Traffic goes by Pskov.\n"
    "The Narva bridge was built in 1960. Crossing it is forbidden."
)


def with_book(installation: Installation, do: Callable[[Rulebook], Awaitable[Result]]) -> Result:
    return installation.ask(lambda store: do(Rulebook(store, seconds=0)))


def names(installation: Installation) -> list[str]:
    """Of the rules in force."""
    return [rule.name for rule in with_book(installation, Rulebook.rules)]


class Terminal:
    """`muster rules` on an installation, in this process: the same code, without a second of imports."""

    def __init__(
        self,
        installation: Installation,
        monkeypatch: pytest.MonkeyPatch,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        for variable, value in environment(installation.settings).items():
            monkeypatch.setenv(variable, value)
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        self._monkeypatch = monkeypatch
        self._capfd = capfd

    def __call__(self, *arguments: str | Path, code: int = 0) -> str:
        """What it says: its output, or its error."""
        self._monkeypatch.setattr(sys, "argv", ["muster", "rules", *map(str, arguments)])
        self._capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = self._capfd.readouterr()
        assert (left.value.code or 0) == code, said.err
        return said.err if code else said.out


@pytest.fixture
def rules(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(installation, monkeypatch, capfd)


def stories(installation: Installation, *written: Story) -> None:
    """Stories as `index` and `count` leave them: the story that stands, and the last of each claim."""
    played = play(written, [EVERYONE])
    claims = [
        claim for story in played.stories.values() for claim in (*story.claims, *story.withdrawn_claims)
    ]

    async def write(store: Store) -> None:
        kept = [Write(story.uri, document(story)) for story in played.stories.values()]
        counted = [Write(claim.id, claim.model_dump(mode="json")) for claim in claims]
        for alias, writes in (("stories-all", kept), ("claims", counted)):
            assert all(outcome.done for outcome in await store.write(alias, writes))
            await store.refresh(alias)

    installation.ask(write)


def story(uri: str, text: str, *, headline: str = "News", provider: str = "Test Wire") -> Story:
    return wire(uri, provider, "08:00").model_copy(update={"text": text, "headline": headline})


# --- the rulebook -------------------------------------------------------------------------------


def test_a_fresh_installation_tells_everyone_until_that_rule_is_removed(installation: Installation) -> None:
    assert with_book(installation, Rulebook.rules) == (EVERYONE,)
    with_book(installation, lambda book: book.remove("everyone"))
    assert names(installation) == []
    assert asyncio.run(indices.create(installation.settings)) == []
    assert names(installation) == [], "it does not come back with the next worker"


def test_indices_that_were_half_made_are_made_whole(installation: Installation) -> None:
    """As after a worker that was killed between making the index and giving it its name."""

    async def without_its_name(store: Store) -> None:
        await store.client.indices.delete_alias(index=f"{store.name(RULES)}-000001", name=store.name(RULES))

    installation.ask(without_its_name)
    with pytest.raises(Unavailable, match="muster index create"):
        names(installation)
    asyncio.run(indices.create(installation.settings))
    assert names(installation) == ["everyone"]


def test_what_is_put_paused_and_removed_is_seen_at_once(installation: Installation) -> None:
    async def all_of_it(book: Rulebook) -> None:
        baltic, upper = Rule(name="baltic", places=("EE",)), Rule(name="Baltic", places=("LV",))
        await book.put(baltic, upper)
        assert [rule.name for rule in await book.rules()] == ["Baltic", "baltic", "everyone"]
        await book.put(baltic.model_copy(update={"places": ("LT",)}))
        assert (await _named(book, ["baltic"]))["baltic"].places == ("LT",)
        assert (await book.rules())[1].places == ("LT",)
        await book.pause("baltic")
        await book.pause("baltic")
        await book.remove("Baltic")
        assert await book.rules() == (EVERYONE,)
        there = await _named(book, ["baltic", "Baltic", "nobody's"])
        assert {name: rule.paused for name, rule in there.items()} == {"baltic": True}
        assert (await book.kept(["Baltic"]))["Baltic"].removed
        await book.resume("baltic")
        assert [rule.name for rule in await book.rules()] == ["baltic", "everyone"]
        for change in (book.pause, book.resume, book.remove):
            with pytest.raises(MusterError, match="no rule is called 'Baltic'"):
                await change("Baltic")
        await book.put(upper)
        assert [rule.name for rule in await book.rules()] == ["Baltic", "baltic", "everyone"]

    with_book(installation, all_of_it)


def test_rules_are_asked_for_again_after_a_while_and_what_was_changed_here_at_once(
    installation: Installation,
) -> None:
    async def two_workers(store: Store) -> None:
        slow, other = Rulebook(store, seconds=1), Rulebook(store, seconds=0)
        assert await slow.rules() == (EVERYONE,)
        await other.put(Rule(name="new"))
        assert await slow.rules() == (EVERYONE,)
        await asyncio.sleep(1.1)
        assert [rule.name for rule in await slow.rules()] == ["everyone", "new"]
        await slow.remove("new")
        assert await slow.rules() == (EVERYONE,)

    installation.ask(two_workers)


def test_of_two_people_who_change_a_rule_at_once_the_second_is_told(installation: Installation) -> None:
    async def both(store: Store) -> None:
        one, other = Rulebook(store), Rulebook(store)
        seen = await other.kept(["everyone", "new"])
        await one.put(EVERYONE.model_copy(update={"at_least": 100.0}), Rule(name="new", at_least=1))
        mine = EVERYONE.model_copy(update={"at_least": 200.0})
        with pytest.raises(MusterError, match="someone else has changed 'everyone', 'new' meanwhile"):
            await other.put(mine, Rule(name="new", at_least=2), Rule(name="fine"), since=seen)
        there = await _named(other, ["everyone", "new", "fine"])
        assert {name: rule.at_least for name, rule in there.items()} == {
            "everyone": 100,
            "new": 1,
            "fine": None,
        }
        with pytest.raises(MusterError, match="someone else has changed 'everyone' meanwhile"):
            await other.remove("everyone", since=seen)
        await other.put(mine)
        results = await asyncio.gather(
            *(book.put(Rule(name="race", at_least=i)) for i, book in enumerate((one, other) * 4)),
            return_exceptions=True,
        )
        assert {type(result) for result in results} <= {type(None), MusterError}
        assert results.count(None) >= 1

    installation.ask(both)


def test_a_document_that_is_no_rule_is_passed_over(installation: Installation) -> None:
    """As a newer Muster may write it, before it is taken back."""
    strange = {"name": "new", "rule": {"name": "new", "colour": "red"}, "removed": False}

    async def all_of_it(store: Store) -> None:
        book = Rulebook(store, seconds=0)
        await store.write(
            RULES, [Write(rule_id("new"), {**strange, "changed": datetime.now(UTC).isoformat()})]
        )
        await store.refresh(RULES)
        assert await book.rules() == (EVERYONE,)
        assert await _named(book, ["new"]) == {}
        assert (await book.everything())["new"].rule is None
        with pytest.raises(MusterError, match="in a shape that is not known here"):
            await book.pause("new")
        await book.remove("new")
        await book.put(Rule(name="new"))
        assert [rule.name for rule in await book.rules()] == ["everyone", "new"]

    installation.ask(all_of_it)


def test_ten_thousand_rules(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [Rule(name=f"rule {i:05}", at_least=float(i), search=f"word{i}") for i in range(10_000)]

    async def all_of_them(store: Store) -> None:
        book = Rulebook(store, seconds=0)
        await book.put(*many)
        assert await book.rules() == (EVERYONE, *many)
        await book.put(many[5_000].model_copy(update={"at_least": 7.0}))
        await book.remove(many[9_999].name)
        read: list[str] = []
        validate = Rule.model_validate

        def counted(source: dict[str, str]) -> Rule:
            read.append(source["name"])
            return validate(source)

        monkeypatch.setattr(Rule, "model_validate", counted)
        there = await book.rules()
        assert read == ["rule 05000"], "only what has changed is read"
        assert len(there) == 10_000
        assert there[5_001].at_least == 7

    installation.ask(all_of_them)


async def _named(book: Rulebook, names: Iterable[str]) -> dict[str, Rule]:
    """Those of these that there are, as `deliver` takes them."""
    return rules_in(one.document for one in (await book.kept(names)).values())


def test_while_elasticsearch_is_away_everything_says_so(installation: Installation) -> None:
    async def all_of_it(store: Store) -> None:
        book = Rulebook(store)
        calls: list[Callable[[], Awaitable[object]]] = [
            book.rules,
            book.everything,
            lambda: book.kept(["everyone"]),
            lambda: book.put(EVERYONE),
            lambda: matching(store, [Rule(name="one", search="bridge")], ["a"]),
        ]
        for call in calls:
            with pytest.raises(Unavailable, match="does not answer"):
                await call()

    installation.with_(elasticsearch="http://127.0.0.1:9").ask(all_of_it)


# --- saved searches -----------------------------------------------------------------------------


@pytest.fixture
def searched(installation: Installation) -> Installation:
    """Three usable stories, a killed one, and one longer than what Elasticsearch looks at for passages."""
    written = [
        story("narva", NARVA),
        story("headline", "Nothing of it here.", headline="The Narva bridge", provider="Other Wire"),
        story("riga", "The bridge in Riga is open. The bridge in Riga is open."),
        story("long", "Lorem ipsum dolor sit amet. " * 35_800 + "The Narva bridge stands at the end."),
    ]
    stories(installation, *written, kill("killed", "Test Wire", "09:00"))
    return installation


URIS = ("narva", "headline", "riga", "killed", "long", "unknown")


def found(installation: Installation, *searches: Rule, uris: tuple[str, ...] = URIS) -> dict[str, set[str]]:
    matches = installation.ask(lambda store: matching(store, searches, uris))
    return {name: set(stories) for name, stories in matches.items()}


def test_each_rule_finds_its_stories_among_those_that_are_asked_about(searched: Installation) -> None:
    asked = (
        Rule(name="both words", search="narva bridge"),
        Rule(name="phrase", search='"Narva bridge"'),
        Rule(name="either", search="riga | pskov"),
        Rule(name="without", search="bridge -riga"),
        Rule(name="begins", search="psk*"),
        Rule(name="provider", search="narva", providers=("other wire", "AFP")),
        Rule(name="the same again", search="narva bridge", providers=("TEST WIRE",)),
        Rule(name="stories", watch="stories", search="pskov"),
        Rule(name="no search"),
    )
    assert found(searched, *asked) == {
        "both words": {"narva", "headline", "long"},
        "phrase": {"narva", "headline", "long"},
        "either": {"narva", "riga"},
        "without": {"narva", "headline", "long"},
        "begins": {"narva"},
        "provider": {"headline"},
        "the same again": {"narva", "long"},
        "stories": {"narva"},
    }
    assert found(searched, *asked[:1], uris=("riga",)) == {"both words": set()}
    assert found(searched, *asked[:1], uris=()) == {"both words": set()}
    assert found(searched) == {}


PASSAGES = {
    # the sentence with most of the words, and of two such the first
    "narva bridge": "The bridge at Narva is shut, “for good”, a spokesman said.",
    '"narva bridge"': "The Narva bridge was built in 1960.",
    "forbidden": "Crossing it is forbidden.",
    "saw": "Nobody saw it 🪖 coming.",
    "psk*": "Traffic goes by Pskov.",
}


def test_the_passage_is_the_sentence_where_it_stands(searched: Installation) -> None:
    asked = [Rule(name=f"rule {i}", search=search) for i, search in enumerate(PASSAGES)]
    matches = searched.ask(lambda store: matching(store, asked, ["narva"]))
    for rule, passage in zip(asked, PASSAGES.values(), strict=True):
        start = NARVA.index(passage)
        assert matches[rule.name] == {"narva": Span(start=start, end=start + len(passage), text=passage)}


def test_where_only_the_headline_fits_there_is_no_passage(searched: Installation) -> None:
    one = Rule(name="one", search="narva")
    matches = searched.ask(lambda store: matching(store, [one], ["headline"]))
    assert matches == {"one": {"headline": None}}


GARBAGE = (
    '"',
    "(((",
    ")))",
    "*",
    "**",
    "*arva",
    "~2",
    "narva~99999999999",
    '"narva bridge"~99999999999',
    "/.*/",
    "[a TO z]",
    "text:narva",
    "_id:narva AND NOT *:*",
    "+ - | ~",
    "\\",
    "🪖",
    "👩‍👩‍👧",
    "\u202e\u0000\u0007",
    "é́́́",
    "x" * 2_000,
    "x" * 100_000,
    "x " * 1_000,
    "x* " * 600,
    "(" * 20 + "x" + ")" * 20,
    "(" * 50_000 + "x" + ")" * 50_000,
    "a+b|" * 99,
    "a+b|" * 20_000,
    "(a+b|" * 19 + "a+b|" * 80,
    "-(" * 20 + "x",
    "{{}}",
    '{"match_all": {}}',
    "<b>&amp;</b>",
    "%s %d {0}",
    "'; DROP TABLE stories; --",
    "the",
    " \t\n x",
)


def test_whatever_was_typed_is_a_search_and_elasticsearch_lives(searched: Installation) -> None:
    """Some of these end it with a stack overflow if they are asked."""
    typed = [Rule(name=f"typed {i}", search=search) for i, search in enumerate(GARBAGE)]
    fine = Rule(name="fine", search="pskov")
    matches = found(searched, *typed, fine)
    assert matches.keys() == {rule.name for rule in (*typed, fine)}
    assert matches["fine"] == {"narva"}
    assert found(searched, fine) == {"fine": {"narva"}}


def test_more_searches_and_stories_than_one_request_has_are_all_asked(searched: Installation) -> None:
    many = [Rule(name=f"rule {i}", search=f"pskov | word{i}") for i in range(250)]
    uris = (*(f"unknown {i}" for i in range(1_200)), "narva")
    assert found(searched, *many, uris=uris) == {rule.name: {"narva"} for rule in many}


# --- the command --------------------------------------------------------------------------------


def test_add_list_show_pause_and_remove(installation: Installation, rules: Terminal) -> None:
    added = rules(
        "add", "KP", "--force", "North Korea", "--place", "russia", "--at-least", "1000",
        "--least-change", "10%", "--quiet", "22:00-06:30", "--zone", "Europe/Berlin", "--to", "desk",
    )  # fmt: skip
    assert added == (
        "added KP: troops of North Korea; in Russia; at least 1,000; changes of 10% or more; "
        "tells desk; quiet 22:00-06:30 Europe/Berlin\n"
    )
    listed = [Rule.model_validate_json(line) for line in rules("list", "--json").splitlines()]
    assert [rule.name for rule in listed] == ["KP", "everyone"]
    assert (listed[0].forces, listed[0].places, listed[0].least_change) == (("KP",), ("RU",), 0.1)
    assert "there is a rule 'KP'; say --replace" in rules("add", "KP", code=2)
    assert rules("add", "KP", "--replace", "--force", "UA").startswith("replaced KP: troops of")
    assert rules("pause", "KP") == "paused KP\n"
    assert "paused" in rules("list")
    assert "paused: true" in rules("show", "KP")
    assert rules("resume", "KP") == "resumed KP\n"
    assert rules("remove", "KP", "--yes") == "removed KP\n"
    removed = rules("show", "KP")
    assert removed.startswith("# removed 20")
    assert "forces: [UA]" in removed
    assert "no rule is called 'KP'" in rules("remove", "KP", code=2)
    assert "no rule is called 'kp'" in rules("show", "kp", code=2)
    rules("remove", "everyone")
    assert "no rules: no one is told of anything" in rules("list")


def test_load_dump_and_prune(installation: Installation, rules: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text("- {name: one, places: [NO]}\n- {name: two, watch: stories, search: narva}\n")
    planned = ["added    one", "added    two"]
    dry = rules("load", file, "--dry-run").splitlines()
    assert dry == [*planned, "0 unchanged; nothing is changed: --dry-run"]
    assert names(installation) == ["everyone"]
    assert rules("load", file).splitlines() == [*planned, "0 unchanged"]
    assert rules("load", file) == "2 unchanged\n"
    assert names(installation) == ["everyone", "one", "two"]

    file.write_text("- {name: one, places: [NO, SE]}\n- {name: two, roles: [kiled]}\n")
    assert "two: roles: no role is called 'kiled'" in rules("load", file, "--prune", code=2)
    file.write_text("- {name: one, places: [NO, SE]}\n")
    assert names(installation) == ["everyone", "one", "two"], "a broken file changes nothing"
    assert rules("load", file, "--prune").splitlines() == [
        "changed  one: places: NO → NO, SE",
        "removed  everyone",
        "removed  two",
        "0 unchanged",
    ]
    assert names(installation) == ["one"]

    dumped = rules("dump")
    assert dumped == "rules:\n- name: one\n  places: ['NO', SE]\n"
    file.write_text(dumped)
    assert rules("load", file, "--prune") == "1 unchanged\n"


def test_a_rule_is_tried_on_the_counts_that_are_known(
    installation: Installation, rules: Terminal, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    stories(
        installation,
        at(now - timedelta(days=20), wire("old", "AFP", "08:00", "2,000 KP in RU")),
        at(now - timedelta(hours=9), wire("a", "AFP", "08:00", "3,000 KP in RU says Kyiv")),
        at(now - timedelta(hours=8), wire("a", "AFP", "09:00", "5,000 KP in RU says Kyiv")),
        at(now - timedelta(hours=7), wire("b", "AP", "09:00", "400 NO in EE")),
        at(now - timedelta(hours=6), kill("b", "AP", "10:00")),
    )
    rules("add", "KP", "--force", "KP")
    tried = rules("test", "KP")
    assert "3,000 North Korean troops in Russia, up from 2,000" in tried
    assert "says Kyiv · AFP · a" in tried
    assert "2 alerts in the last 7 days: 2 revised; the feed" in tried
    month = rules("test", "KP", "--days", "30", "--json").splitlines()
    assert [json.loads(line)["kind"] for line in month] == ["new", "revised", "revised"]
    assert [json.loads(line)["claim"]["story"] for line in month] == ["old", "a", "a"]
    whens = [datetime.fromisoformat(json.loads(line)["when"]) for line in month]
    assert whens == sorted(whens)
    assert all(json.loads(line)["rules"] == ["KP"] for line in month)

    assert "2 alerts in the last 7 days: 1 new, 1 withdrawn" in rules(
        "test", "--file", write(tmp_path, "{name: losses, places: [EE]}")
    )
    # "figure" stands in no story, "officials" in all that were not killed
    for search, count in (("officials", 2), ("figure", 0)):
        file = write(tmp_path, f"{{name: x, forces: [KP], search: {search}}}")
        assert f"{count} alerts in" in rules("test", "x", "--file", file)
    assert "no rule is called 'nobody'" in rules("test", "nobody", code=2)


def test_a_saved_search_is_tried_on_the_stories_once_for_all_copies(
    installation: Installation, rules: Terminal, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    hours = {"narva": 5, "copy": 4, "old": 500, "riga": 3}
    written = {
        uri: at(now - timedelta(hours=ago), story(uri, NARVA if uri != "riga" else "The Narva river."))
        for uri, ago in hours.items()
    }
    stories(installation, *written.values(), at(now, kill("gone", "AFP", "08:00")))

    async def mark(store: Store) -> None:
        copy = await store.read("stories-all", ["copy"])
        await store.write("stories-all", [Write("copy", {**copy["copy"].source, "origin": "narva"})])

    installation.ask(mark)
    file = write(tmp_path, "{name: x, watch: stories, search: narva}")
    tried = [json.loads(line) for line in rules("test", "--file", file, "--json").splitlines()]
    assert [(each["kind"], each["found"]["story"], each["stories"]) for each in tried] == [
        ("found", "narva", 2),
        ("found", "riga", 1),
    ]
    assert tried[0]["found"]["passage"]["text"].startswith("The bridge at Narva")
    assert "2 alerts in the last 7 days: 2 found" in rules("test", "--file", file)
    assert "3 alerts in" in rules("test", "--file", file, "--days", "30")


def at(moment: datetime, written: Story) -> Story:
    """A story as of another time than the day of the tests."""
    return written.model_copy(update={"version": epoch_ms(moment), "published": None})


def write(folder: Path, text: str) -> Path:
    path = folder / "rule.yaml"
    path.write_text(text, encoding="utf-8")
    return path
