"""The `muster` command as a person uses it, where no server is needed."""

import gzip
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from consumers.command import main
from schemas import Story
from schemas.published import EXAMPLES, examples
from tests import offsets
from tests.commands import commands

REPORT = (
    "At least {} Norwegian soldiers have arrived in Estonia, Norway’s defence minister, Kari Lunde, said."
)


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    def stories(self) -> list[Story]:
        return [Story.model_validate_json(line) for line in self.out.splitlines()]


class Terminal:
    """Runs `muster` in a folder of its own, with no servers and no settings but those it is given."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capfd = capfd
        monkeypatch.chdir(folder)
        for name in [name for name in os.environ if name.startswith("MUSTER_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("COLUMNS", "80")

    def set(self, **variables: str) -> None:
        for name, value in variables.items():
            self._monkeypatch.setenv(name, value)

    def write(self, name: str, *articles: Mapping[str, object]) -> Path:
        path = self.folder / name
        data = "".join(json.dumps(article) + "\n" for article in articles).encode()
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return path

    def here(self, *arguments: str | Path) -> Done:
        """In this process: the same code, without a second of imports."""
        self._monkeypatch.setattr(sys, "argv", ["muster", *map(str, arguments)])
        self._capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        code = left.value.code or 0
        assert isinstance(code, int)
        return Done(code, *self._capfd.readouterr())

    def run(self, *arguments: str | Path, stdin: bytes = b"") -> Done:
        """In a process of its own, as from a shell."""
        done = subprocess.run(_command(*arguments), input=stdin, capture_output=True, check=False)
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def _command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "consumers.command", *map(str, arguments)]


@pytest.fixture
def muster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, monkeypatch, capfd)


def report(number: int) -> dict[str, object]:
    return {"uri": f"urn:report:{number}", "text": REPORT.format(number)}


# --- help ---------------------------------------------------------------------------------------

COMMANDS = [
    "enrich",
    "copies",
    "publish",
    "import",
    "replay",
    "timeline",
    "worker",
    "search",
    "alerts",
    "desk",
    "desk-users add",
    "gateway keys add",
    "gateway keys list",
    "gateway keys remove",
    "dead-letters list",
    "dead-letters show",
    "dead-letters replay",
    "dead-letters drop",
    "receivers list",
    "receivers test",
    "demo",
    "up",
    "topics create",
    "topics grow",
    "index create",
    "index rebuild",
    "index back",
    "index list",
    "index drop",
    "index save",
    "index restore",
    "rules add",
    "rules list",
    "rules show",
    "rules pause",
    "rules resume",
    "rules remove",
    "rules load",
    "rules dump",
    "rules test",
    "feedback export",
    "servers start",
    "servers stop",
    "servers status",
    "servers reset",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(muster: Terminal, command: str) -> None:
    done = muster.here(*command.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert "Example:" in done.out
    # narrow as the page may be, it may break in the example
    assert f"muster {command}" in " ".join(done.out.split())


def test_every_command_there_is_has_its_help_looked_at_here(muster: Terminal) -> None:
    assert sorted(commands()) == sorted(f"muster {command}" for command in COMMANDS)


def test_muster_and_its_groups_alone_list_what_they_can_do(muster: Terminal) -> None:
    for arguments, listed in (([], "enrich"), (["topics"], "create"), (["servers"], "status")):
        done = muster.here(*arguments)
        assert listed in done.out
        assert done.err == ""


def test_version_is_the_installed_one(muster: Terminal) -> None:
    from importlib.metadata import version

    assert muster.here("--version") == Done(0, f"muster {version('muster')}\n", "")


# --- mistakes -----------------------------------------------------------------------------------


def is_one_clear_line(done: Done, *parts: str) -> None:
    assert done.code == 2
    assert done.out == ""
    assert done.err.count("\n") == 1, done.err
    assert done.err.startswith("muster")
    for part in parts:
        assert part in done.err


def test_an_unknown_stage_is_named_with_those_there_are(muster: Terminal) -> None:
    is_one_clear_line(
        muster.here("worker", "--stages", "parse,prase"),
        "'prase'",
        "parse, entities, quotes, numbers, index, watch, count, deliver",
    )


@pytest.mark.parametrize(
    "command", ["worker", "topics create", "index create", "search soldiers", "alerts", "publish x.json"]
)
def test_without_servers_a_command_says_how_to_get_some(muster: Terminal, command: str) -> None:
    muster.write("x.json", report(1))
    done = muster.here(*command.split())
    is_one_clear_line(done, "no servers: set MUSTER_KAFKA and MUSTER_ELASTICSEARCH", "muster servers start")


def test_a_server_that_does_not_answer_is_named(muster: Terminal) -> None:
    muster.set(MUSTER_KAFKA="127.0.0.1:1", MUSTER_ELASTICSEARCH="http://127.0.0.1:1")
    for command in ("search soldiers", "alerts", "index create"):
        is_one_clear_line(
            muster.here(*command.split()), "Elasticsearch at http://127.0.0.1:1 does not answer"
        )


@pytest.mark.parametrize(
    ("variable", "value", "why"),
    [
        ("MUSTER_BATCH", "many", "should be a valid integer"),
        ("MUSTER_SPACY_PROCESSES", "0", "greater than or equal to 1"),
        ("MUSTER_LOG_LEVEL", "loud", "debug, info, warning or error"),
        ("MUSTER_PREFIX", "Äpfel", "before every topic, index and group name"),
        ("MUSTER_KAFKA", "localhost", "host:port"),
        ("MUSTER_KAFKA", "localhost:port", "host:port"),
        ("MUSTER_ELASTICSEARCH", "localhost:9200", "http(s)://host:port"),
        ("MUSTER_ELASTICSEARCH_CA", "/no/such/file.pem", "does not point to a file"),
    ],
)
@pytest.mark.parametrize("command", ["enrich x.json", "alerts"])
def test_a_setting_that_cannot_be_right_is_named_with_what_it_is_for(
    muster: Terminal, command: str, variable: str, value: str, why: str
) -> None:
    muster.write("x.json", report(1))
    muster.set(**{variable: value})
    is_one_clear_line(muster.here(*command.split()), variable, why)


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["enrich"], ["muster enrich", "'files'", "--help"]),
        (["enrich", "--nope"], ["muster enrich", "--nope"]),
        (["enrich", "--workers", "0", "x.json"], ["'--workers'", "1"]),
        (["enrich", "--workers", "two", "x.json"], ["'--workers'", "valid integer"]),
        (["enirch"], ["'enirch'"]),
        (["search", "-n", "0", "soldiers"], ["greater than or equal to 1"]),
        (["servers", "reset"], ["deletes all data", "--yes"]),
        (["demo"], ["seeds/expected.toml: No such file or directory", "--seeds"]),
    ],
)
def test_a_mistyped_command_line_says_what_is_wrong_with_it(
    muster: Terminal, arguments: list[str], parts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        is_one_clear_line(muster.here(*arguments), *parts)


def test_a_file_that_is_not_there_is_named(muster: Terminal) -> None:
    # from a shell too: no traceback comes of how the command is started
    done = muster.run("enrich", "no-such.jsonl")
    is_one_clear_line(done, "muster: no-such.jsonl: No such file or directory")


def test_a_file_that_cannot_be_read_is_named(muster: Terminal) -> None:
    # not a question of rights, for this may run as root
    (muster.folder / "round.json").symlink_to("round.json")
    is_one_clear_line(muster.here("enrich", "round.json"), "round.json: Too many levels of symbolic links")
    (muster.folder / "memory.json").symlink_to("/proc/self/mem")
    is_one_clear_line(muster.here("enrich", "memory.json"), "memory.json: Input/output error")


def test_a_file_of_an_unknown_kind_is_not_guessed_at(muster: Terminal) -> None:
    (muster.folder / "story.docx").write_bytes(b"PK\3\4")
    is_one_clear_line(muster.here("enrich", "story.docx"), "story.docx", ".jsonl", ".txt")


def test_a_folder_without_articles_is_named(muster: Terminal) -> None:
    (muster.folder / "notes").mkdir()
    (muster.folder / "notes" / "README.md").write_text("none here")
    is_one_clear_line(muster.here("enrich", "notes"), "notes holds no articles")


def test_a_text_that_is_not_utf_8_is_read_as_what_it_may_be_with_a_warning(muster: Terminal) -> None:
    (muster.folder / "latin.txt").write_bytes("Größe".encode("latin-1"))
    done = muster.here("enrich", "latin.txt")
    assert (done.code, done.err) == (0, "muster: latin.txt: is not UTF-8; read as windows-1252\n")
    assert [story.text for story in done.stories()] == ["Größe"]


def test_a_text_that_is_no_text_is_named(muster: Terminal) -> None:
    (muster.folder / "wide.txt").write_bytes("Größe".encode("utf-16-le"))
    is_one_clear_line(
        muster.here("enrich", "wide.txt"), "wide.txt: looks like UTF-16 without a byte order mark"
    )


WHOLE = gzip.compress(json.dumps(report(1)).encode() * 200, mtime=0)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'{"uri": "urn:a"}', "Not a gzipped file"),
        (WHOLE[:-20], "ended before"),
        (WHOLE[:30] + bytes(40) + WHOLE[70:], "Error -3 while decompressing"),
        (WHOLE[:-8] + bytes(8), "CRC check failed"),
    ],
    ids=["not gzipped", "cut short", "damaged", "another check sum"],
)
def test_a_gzipped_file_that_is_broken_is_named(muster: Terminal, data: bytes, why: str) -> None:
    (muster.folder / "x.json.gz").write_bytes(data)
    is_one_clear_line(muster.here("enrich", "x.json.gz"), "muster: x.json.gz: ", why)


@pytest.mark.parametrize("output", ["no/such/folder/out.jsonl", "."])
def test_an_output_that_cannot_be_written_is_named(muster: Terminal, output: str) -> None:
    muster.write("none.jsonl")
    is_one_clear_line(muster.here("enrich", "none.jsonl", "-o", output), f"muster: {output}: ")


def test_a_model_that_is_not_installed_is_named(muster: Terminal) -> None:
    muster.write("x.json", report(1))
    muster.set(MUSTER_MODEL="en_core_web_enormous")
    is_one_clear_line(muster.here("enrich", "x.json"), "'en_core_web_enormous'", "MUSTER_MODEL")


def test_publish_sends_nothing_if_any_of_it_is_not_an_article(muster: Terminal) -> None:
    muster.set(MUSTER_KAFKA="127.0.0.1:1", MUSTER_ELASTICSEARCH="http://127.0.0.1:1")
    muster.write("x.jsonl", report(1), {"uri": "urn:a"}, {"uri": "", "text": ["what?"], "pubstatus": "maybe"})
    done = muster.here("publish", "x.jsonl")
    assert (done.code, done.out) == (2, "")
    second, third, said = done.err.splitlines()
    assert second == "muster: x.jsonl:2: Value error, has no text, html or headline"
    assert third.startswith("muster: x.jsonl:3: uri: String should have at least 1 character; text: Input")
    assert said == "muster: 2 of 3 are not articles; nothing was sent (--unchecked sends all)"


# --- enrich -------------------------------------------------------------------------------------


def test_lines_that_are_not_articles_are_named_and_the_others_are_enriched(muster: Terminal) -> None:
    lines = [
        json.dumps(report(1)).encode(),
        b'{"uri": "urn:cut", "text": "500 sol',
        b"",
        json.dumps({"uri": "urn:long", "text": 5, "headline": 6, "html": 7, "byline": 8, "url": 9}).encode(),
        json.dumps(report(5)).encode(),
        b"\xff\xfe",
    ]
    done = muster.run("enrich", "-", stdin=b"\n".join(lines))
    assert done.code == 2
    assert [story.uri for story in done.stories()] == ["urn:report:1", "urn:report:5"]
    second, fourth, sixth, said = done.err.splitlines()
    assert second.startswith("muster: standard input:2: is not JSON: Unterminated string")
    # one line however much is wrong and however narrow the terminal
    assert fourth.startswith("muster: standard input:4: headline: Input should be a valid string; text: ")
    assert sixth == "muster: standard input:6: is empty"
    assert said == "muster: 3 of the articles could not be read; the others are done"


FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>North Wire</title><link>https://wire.example/</link><description>News</description>
<item><guid>https://wire.example/a</guid><title>Ten soldiers land</title><description>Ten soldiers.</description></item>
<item><title>Neither here nor there</title></item>
<item><guid>https://wire.example/b</guid><title>Six soldiers leave</title><description>Six soldiers.</description></item>
</channel></rss>"""
DIALECTS = Path(__file__).parent.parent / "pipeline" / "intake" / "examples"


def test_a_feed_is_taken_apart_by_its_suffix_or_when_told_to(muster: Terminal) -> None:
    (muster.folder / "north.rss").write_text(FEED)
    (muster.folder / "north.xml").write_text(FEED)
    for arguments in (["north.rss"], ["north.xml", "--from-feed"]):
        done = muster.here("enrich", *arguments)
        assert [story.uri for story in done.stories()] == ["https://wire.example/a", "https://wire.example/b"]
        (item, said) = done.err.splitlines()
        assert item == f"muster: {arguments[0]}, item 2: read as RSS: has neither guid nor link"
        assert said == "muster: 1 of the articles could not be read; the others are done"
    whole = muster.here("enrich", "north.xml")
    assert "holds 3 articles" in whole.err
    assert "--from-feed" in whole.err
    (muster.folder / "broken.atom").write_text("<feed")
    assert "muster: broken.atom: " in muster.here("enrich", "broken.atom").err


def test_a_file_in_any_dialect_is_an_article_and_html_is_one_with_html(muster: Terminal) -> None:
    for path in DIALECTS.glob("*.*ml"):
        shutil.copy(path, muster.folder)
    (muster.folder / "page.html").write_bytes(
        "<h1>Gao</h1><p>Seventeen “soldiers”.</p><table><tr><td>a<td>7</table>".encode("cp1252")
    )
    names = sorted(path.name for path in muster.folder.glob("*.*ml"))
    assert names == ["atom.xml", "newsml-g2.xml", "nitf.xml", "page.html", "rss.xml"]
    done = muster.here("enrich", *names)
    assert (done.code, done.err) == (0, "muster: page.html: is not UTF-8; read as windows-1252\n")
    *wire, page, _ = stories = done.stories()
    assert len({story.text for story in stories}) == 2
    assert all(story.troop_counts for story in wire)
    assert (page.uri, page.text, page.beside) == ("file:page.html", "Gao\nSeventeen “soldiers”.", ("a | 7",))


PICTURE = {"guid": "urn:picture", "type": "picture", "priority": 3, "headline": "A ferry"}


def test_pictures_are_passed_over_and_no_fault(muster: Terminal) -> None:
    muster.write("x.jsonl", PICTURE, report(1), PICTURE)
    done = muster.here("enrich", "x.jsonl")
    assert (done.code, len(done.stories())) == (0, 1)
    assert done.err == "muster: 2 without text (pictures, packages) passed over\n"
    (muster.folder / "list.json").write_text(json.dumps([PICTURE, report(1)]))
    assert muster.here("enrich", "--from-feed", "list.json").err == done.err.replace("2 without", "1 without")
    copied = muster.here("copies", "x.jsonl")
    assert (copied.code, copied.err) == (0, "")


def test_the_same_fault_many_times_is_summed_up(muster: Terminal) -> None:
    muster.set(MUSTER_KAFKA="127.0.0.1:1", MUSTER_ELASTICSEARCH="http://127.0.0.1:1")
    lines = [*({"uri": f"urn:{number}"} for number in range(244)), {"text": "no uri"}]
    muster.write("x.jsonl", *lines)
    for command, end in (
        ("publish", "245 of 245 are not articles; nothing was sent (--unchecked sends all)"),
        ("enrich", "245 of the articles could not be read; the others are done"),
    ):
        first, *_, fifth, other, rest, said = muster.here(command, "x.jsonl").err.splitlines()
        assert first == "muster: x.jsonl:1: Value error, has no text, html or headline"
        assert fifth == "muster: x.jsonl:5: Value error, has no text, html or headline"
        assert other == "muster: x.jsonl:245: uri: Field required"
        assert rest == "muster: … and 239 more like it: Value error, has no text, html or headline"
        assert said == f"muster: {end}"


def test_two_workers_give_what_one_gives_in_the_order_of_the_files(muster: Terminal) -> None:
    """Every kind of file: a folder of them, sorted by name, and more than one process takes at once."""
    folder = muster.folder / "in"
    shutil.copytree(
        EXAMPLES, folder, ignore=lambda _, names: [n for n in names if not n.startswith("article")]
    )
    muster.write("in/many.jsonl.gz", *(report(number) for number in range(1_000, 1_040)))
    (folder / "note.txt").write_text("\ufeff“Two soldiers”, said 🪖 Ann Lee.\r\n\r\nNaïve cafe\u0301 talk.\n")
    (folder / "README.md").write_text("not an article, and left out of a folder")
    one = muster.run("enrich", "in")
    assert (one.code, one.err) == (0, "")
    stories = one.stories()
    assert [story.uri for story in stories] == [
        *(f"urn:example:wire:{name}" for name in ("canada-latvia", "mali-ambush", "norway-estonia")),
        *(f"urn:example:wire:{name}" for name in ("norway-estonia-second-brigade", "spain-convoy")),
        "urn:example:wire:norway-estonia",
        *(f"urn:report:{number}" for number in range(1_000, 1_040)),
        "file:note.txt",
    ]
    for story in stories:
        offsets.check(story)
    # each part was found somewhere: nothing holds of nothing
    assert sum(len(story.entities) for story in stories) > 40
    assert sum(len(story.troop_counts) for story in stories) > 40
    assert {quote.speaker is not None for story in stories for quote in story.quotes} >= {True}
    assert [story.text for story in stories if story.pubstatus != "usable"] == ["", ""]
    assert stories[-1].text == "“Two soldiers”, said 🪖 Ann Lee.\r\n\r\nNaïve cafe\u0301 talk.\n"
    assert "<p>" in examples("article")["article-html.json"].decode()
    html = stories[1]
    assert html.text.startswith(
        "Convoy hit near Gao\nSeventeen Malian soldiers were killed and 30\xa0wounded"
    )
    assert "17 soldiers" not in html.text

    two = muster.run("enrich", "in", "--workers", "2", "-o", "two.jsonl")
    assert two == Done(0, "", "")
    assert (muster.folder / "two.jsonl").read_text() == one.out
    assert not list(muster.folder.glob("*.part"))


def test_an_article_in_a_language_without_a_model_is_passed_on_with_a_note(muster: Terminal) -> None:
    french = {"uri": "urn:fr", "text": "À Paris, Emmanuel Macron a dit : « 500 soldats. »", "language": "fr"}
    muster.write("x.jsonl", french, report(3))
    (story, english) = muster.here("enrich", "x.jsonl").stories()
    assert story.text == french["text"]
    assert story.notes == ("not enriched: no model for the language 'fr'",)
    assert (story.entities, story.quotes, story.numbers, story.troop_counts) == ((), (), (), ())
    assert english.numbers


def test_a_fault_midway_leaves_no_file_and_what_was_there_before_stays(muster: Terminal) -> None:
    muster.write("a.jsonl", *(report(number) for number in range(40)))
    (muster.folder / "b.json.gz").write_bytes(WHOLE[:-20])
    out = muster.folder / "out.jsonl"
    out.write_text("of an earlier run\n")
    is_one_clear_line(muster.here("enrich", "a.jsonl", "b.json.gz", "-o", "out.jsonl"), "b.json.gz")
    assert out.read_text() == "of an earlier run\n"
    assert not list(muster.folder.glob("*.part"))


def test_killed_midway_it_leaves_no_half_file_under_the_name(muster: Terminal) -> None:
    muster.write("many.jsonl", *(report(number) for number in range(3_000)))
    out, part = muster.folder / "out.jsonl", muster.folder / "out.jsonl.part"
    with subprocess.Popen(_command("enrich", "many.jsonl", "-o", out)) as running:
        until = time.monotonic() + 60
        while not (part.exists() and part.stat().st_size):
            assert running.poll() is None
            assert time.monotonic() < until
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
    assert part.exists()
    assert not out.exists()


def test_a_reader_who_has_enough_ends_it_without_a_traceback(muster: Terminal) -> None:
    """As `muster enrich many.jsonl | head -1` does."""
    muster.write("many.jsonl", *(report(number) for number in range(2_000)))
    command = _command("enrich", "many.jsonl")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert Story.model_validate_json(running.stdout.readline()).uri == "urn:report:0"
        running.stdout.close()
        assert running.stderr.read() == b""
        # it did not go on to the end for nobody
        assert running.wait() != 0


def test_a_pipe_is_written_to_and_never_replaced(muster: Terminal) -> None:
    muster.write("none.jsonl")
    pipe = muster.folder / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert muster.here("enrich", "none.jsonl", "-o", "pipe").code == 0
    reader.join(10)
    assert read == [b""]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("module", "without"),
    [
        ("app", {"faust", "fastapi", "elasticsearch", "aiokafka", "numpy", "pydantic"}),
        ("topics", {"faust", "fastapi", "elasticsearch", "numpy"}),
        ("publish", {"faust", "fastapi", "elasticsearch", "numpy"}),
        ("search", {"faust", "fastapi", "kafka"}),
        ("enrich", {"faust", "fastapi", "elasticsearch", "spacy"}),
        ("worker", {"fastapi", "jinja2", "spacy"}),
    ],
)
def test_a_command_loads_what_it_needs(module: str, without: set[str]) -> None:
    """Each is a second of whoever calls it."""
    asked = f"import sys, consumers.command.{module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True).stdout
    assert not without & set(loaded.split())
