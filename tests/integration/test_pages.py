"""The commands of README.md and docs/, done as they stand there: all of a page in one folder, in their order.

What a page has its reader do that no other test does is here; which blocks those are, tests/pages.py says.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local import LocalServers
from tests.integration.checkout import checkout
from tests.integration.drills import shell
from tests.integration.installation import TIMEOUT, Installation, until
from tests.pages import Block, blocks, pages, read

TYPED = [page for page in pages() if any(block.is_done_in_order for block in read(page))]


@pytest.fixture(scope="module")
def there(servers: LocalServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One installation for all pages, with a worker that runs; `make up` would have started both."""
    found = Installation.on(servers, tmp_path_factory.mktemp("pages"))
    with found.worker():
        yield found
    found.remove()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the reader of a page types."""
    return checkout(tmp_path / "checkout")


@pytest.mark.parametrize("page", TYPED, ids=lambda page: page.name)
def test_the_commands_of_a_page_do_what_it_says(page: Path, there: Installation, folder: Path) -> None:
    for block in read(page):
        for name in block.marked("file"):
            (folder / name).write_text(block.text, encoding="utf-8")
    said = ""
    for block in read(page):
        if block.is_done_in_order:
            said = shell(there, block.text, folder=folder)
            there.wait()
        elif block.marked("says"):
            _says(block, said)


def _says(block: Block, said: str) -> None:
    """Each line of the block is among what was printed, in order; `…` in it stands for anything."""
    printed = iter([" ".join(line.split()) for line in said.splitlines()])
    for line in (" ".join(line.split()) for line in block.text.splitlines() if line.strip()):
        wanted = ".*".join(map(re.escape, line.split("…")))
        assert any(re.fullmatch(wanted, each) for each in printed), f"{block}: {line!r} is not in:\n{said}"


def test_dead_letters_are_dealt_with_as_docs_operating_md_says(there: Installation, folder: Path) -> None:
    (commands,) = blocks("docs/operating.md", "sh", section="Dead letters")
    there.publish(b"not an article", b"{}")
    until(lambda: len(there.look().dead_letters) == 2, timeout=TIMEOUT)
    waiting = "muster dead-letters list --state waiting --json"
    first, second = (json.loads(line)["id"] for line in shell(there, waiting, folder=folder).splitlines())
    here = commands.text.replace("2:17", first).replace("2026-11-16", "2020-01-01")
    said = shell(there, here, folder=folder)
    assert "no dead letter to send back" in said, "none took longer than it may"
    assert "1 dropped: parse 1" in said, "one of them is neither JSON nor XML"
    (left,) = shell(there, waiting, folder=folder).splitlines()
    assert json.loads(left)["id"] in (first, second)


def test_what_a_page_says_is_looked_for_in_order() -> None:
    block = Block("docs/x.md", "", 1, "", "one …\nthree\n", ())
    _says(block, "zero\none  two\nthree\n")
    with pytest.raises(AssertionError, match="three"):
        _says(block, "three\none two\n")
