"""The site of docs/: what links lead to comes along, nothing loads from elsewhere, no page is left out."""

import re

import pytest

from deploy.site import ROOT, as_on_a_forge, inside, linked, loaded_from_elsewhere


def test_files_that_a_page_links_to_come_along_and_folders_are_left_as_words() -> None:
    page = "[a](../seeds/rules.yaml), [b](../seeds), [c](rules.md#searches), [d](../gone.txt), [e](https://x.example)"
    assert linked(page) == ["seeds/rules.yaml"]
    assert inside(page) == "[a](files/seeds/rules.yaml), b, [c](rules.md#searches), d, [e](https://x.example)"


def test_a_list_below_a_paragraph_is_a_list() -> None:
    page = "# A\n- one\n\nwords:\n- one\n- two\n  more\n- three\n\n1. one\n    ```\n    words\n- none\n    ```\n2. two\n"
    assert as_on_a_forge(page) == page.replace("words:\n", "words:\n\n")


@pytest.mark.parametrize(
    ("html", "is_loaded"),
    [
        ('<script src="https://cdn.example/mermaid.min.js"></script>', True),
        ('<link rel="stylesheet" href="//fonts.example/css">', True),
        ("<img alt='x' src='http://x.example/a.png'>", True),
        ('<script src="assets/mermaid.min.js"></script><link rel="icon" href="assets/icon.png">', False),
        ('<a href="https://x.example">a link is followed by people only</a>', False),
    ],
)
def test_what_a_browser_would_fetch_from_elsewhere_is_found(html: str, is_loaded: bool) -> None:
    assert bool(loaded_from_elsewhere(html)) == is_loaded


def test_every_page_is_in_the_sites_contents() -> None:
    contents = re.findall(
        r"^ +- .+: ([\w-]+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(contents) == sorted(path.name for path in (ROOT / "docs").glob("*.md"))


def test_the_sites_packages_are_pinned_by_their_hashes() -> None:
    lock = (ROOT / "docs" / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^\S+==.*?(?=^\S|\Z)", lock, re.DOTALL | re.MULTILINE)
    assert len(pins) > 20
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
    assert "--require-hashes -r docs/requirements.lock" in (ROOT / "Makefile").read_text(encoding="utf-8")
