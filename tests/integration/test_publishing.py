"""The examples of docs/publishing.md, run."""

import argparse
import gzip
import hmac
import re
import shlex
import urllib.request
from pathlib import Path

import pytest

from consumers.command.demo.found import messages
from pipeline.intake import read
from tests.consumers.gateway.pushing import SECRET, TOKEN
from tests.integration.gateway import running_gateway, wait_until_ready
from tests.integration.installation import Installation
from tests.integration.test_commands import muster
from tests.pages import ROOT, blocks

PAGE = "docs/publishing.md"
URI = "urn:newsroom:convoy"


def shown(language: str, *, over_http: bool = False) -> list[str]:
    """The blocks in a language, of the part on HTTP or of the rest."""
    return [block.text for block in blocks(PAGE, language) if (block.section == "Over HTTP") == over_http]


@pytest.mark.parametrize("example", shown("json"))
def test_each_message_is_an_article(example: str) -> None:
    assert read(example.encode()).uri in {URI, f"{URI}-lead"}


def test_a_story_is_sent_corrected_killed_and_embargoed_as_the_page_says(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program,) = shown("python")
    monkeypatch.setenv("MUSTER_KAFKA", installation.settings.kafka)
    exec(program.replace('"articles"', repr(f"{installation.settings.prefix}articles")), {})
    seen = []
    with installation.worker() as worker:
        for message in ["", *shown("json")]:
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
    (commands,) = shown("sh")
    examples = ROOT / "tests" / "pipeline" / "intake" / "examples"
    correction, kill, *_ = shown("json")
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


def test_the_examples_over_http_push(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = ROOT / "tests" / "pipeline" / "intake" / "examples"
    correction, kill, *_ = shown("json")
    (tmp_path / "story.json").write_text(correction)
    (tmp_path / "stories.jsonl").write_text(f"{correction}{kill}")
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "nitf.xml").write_bytes((examples / "nitf.xml").read_bytes())
    monkeypatch.setenv("NORTH_WIRE_TOKEN", TOKEN)
    monkeypatch.setenv("SOUTH_WIRE_SECRET", SECRET)
    (providers,) = shown("yaml", over_http=True)
    (tmp_path / "providers.yaml").write_text(providers)
    ours = installation.with_(gateway_providers=tmp_path / "providers.yaml")
    making, curl = shown("sh", over_http=True)
    (made,) = re.findall(r"muster (gateway keys add .*)", making)
    key = muster(ours, *made.split()).stdout.strip()
    assert re.search(r"muster gateway --port 8700\n", making)
    (program,) = shown("python", over_http=True)
    with running_gateway(ours.settings) as gateway:
        wait_until_ready(gateway)
        for command in curl.splitlines():
            address, headers, file = _read_curl(command.replace("$KEY", key))
            push = urllib.request.Request(
                address.replace("http://127.0.0.1:8700", gateway.address),
                (tmp_path / file).read_bytes(),
                headers,
            )
            with urllib.request.urlopen(push, timeout=60) as answer:
                assert answer.status == 202, command
        exec(program.replace("http://127.0.0.1:8700", gateway.address), {})
        superdesk = (examples / "superdesk.json").read_bytes()
        signature = hmac.new(TOKEN.encode(), superdesk, "sha1").hexdigest()
        push = urllib.request.Request(
            f"{gateway.address}/push/north-wire", superdesk, {"x-superdesk-signature": f"sha1={signature}"}
        )
        with urllib.request.urlopen(push, timeout=60) as answer:
            assert answer.status == 202
    uris = sorted(read(value).uri for _, value in messages(ours.settings, "articles"))
    wire = "urn:northwire:2026:portugal-romania"
    assert uris == sorted([URI, wire, URI, URI, URI, wire])


def _read_curl(command: str) -> tuple[str, dict[str, str], str]:
    """The address, the headers and the file of a curl command; a test machine may have no curl."""
    name, *words = shlex.split(command)
    assert name == "curl"
    parsed = argparse.ArgumentParser()
    parsed.add_argument("-H", action="append", dest="headers")
    parsed.add_argument("--data-binary", dest="data")
    parsed.add_argument("address")
    found = parsed.parse_args(words)
    headers = dict(header.split(": ", 1) for header in found.headers)
    return found.address, headers, found.data.removeprefix("@")
