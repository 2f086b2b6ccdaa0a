"""The examples of docs/publishing.md, run."""

import gzip
import re
import shlex
from pathlib import Path

import pytest

from consumers.command.demo.found import messages
from pipeline.intake import read
from tests.integration.installation import Installation
from tests.integration.test_commands import muster

PAGE = Path(__file__).parent.parent.parent / "docs" / "publishing.md"
URI = "urn:newsroom:convoy"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("example", blocks("json"))
def test_each_message_is_an_article(example: str) -> None:
    assert read(example.encode()).uri in {URI, f"{URI}-lead"}


def test_a_story_is_sent_corrected_killed_and_embargoed_as_the_page_says(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program,) = blocks("python")
    monkeypatch.setenv("MUSTER_KAFKA", installation.settings.kafka)
    exec(program.replace('"articles"', repr(f"{installation.settings.prefix}articles")), {})
    seen = []
    with installation.worker() as worker:
        for message in ["", *blocks("json")]:
            if message:
                installation.publish(message.encode())
            installation.wait(worker)
            found = installation.look()
            seen.append((len(found.searchable), sorted(alert.kind for alert in found.alerts.values())))
    corrected = ["new", "revised"]
    killed = ["new", "revised", "withdrawn"]
    # the time of the last one's embargo has long come, or not, when this is run
    assert seen[:4] == [(1, ["new"]), (1, corrected), (0, killed), (0, killed)]


def test_the_commands_of_the_page_publish(installation: Installation, tmp_path: Path) -> None:
    (commands,) = blocks("sh")
    examples = PAGE.parent.parent / "tests" / "pipeline" / "intake" / "examples"
    correction, kill, *_ = blocks("json")
    (tmp_path / "story.json").write_text(correction)
    (tmp_path / "kill.json").write_text(kill)
    (tmp_path / "stories.jsonl").write_text(correction)
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "nitf.xml").write_bytes((examples / "nitf.xml").read_bytes())
    (tmp_path / "note.txt").write_text("Ten soldiers.")
    (tmp_path / "page.html").write_text("<p>Ten soldiers.</p>")
    for name in ("north.rss", "north.xml"):
        (tmp_path / name).write_bytes((examples / "rss.xml").read_bytes())
    published = 0
    (tmp_path / "archive.csv.gz").write_bytes(gzip.compress(b"id,title,content\n7,Rain,Rain fell.\n"))
    for command in re.findall(r"muster ((?:publish|import) .*)", commands):
        arguments = [
            str(tmp_path / word) if "." in word or word.endswith("/") else word
            for word in shlex.split(command)
        ]
        if arguments[-1] == "-":
            arguments[-1] = str(tmp_path / "stories.jsonl")
        done = muster(installation, *arguments)
        assert done.returncode == 0, done.stderr
        published += int(done.stderr.split()[0])
    assert published == 6 + 1 + 1 + 1
    uris = sorted(read(value).uri for _, value in messages(installation.settings, "articles"))
    wire = "urn:northwire:2026:portugal-romania"
    assert uris == sorted(
        ["file:note.txt", "file:page.html", URI, URI, URI, "urn:archive:7", wire, wire, wire]
    )
