"""What can be set, run, sent and read is written down, and every link leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from consumers import commands_page, messages_page, settings_page, topics, written_page
from consumers.gateway.problems import KINDS, Kind
from consumers.metrics import page as metrics_page
from consumers.settings import Settings, variable
from consumers.stages import STAGES
from schemas.published import PUBLISHED, json_schema
from schemas.published import Kind as Message
from tests.commands import commands

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
WRITTEN = (settings_page, messages_page, commands_page, metrics_page)
MARKDOWN = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not {".venv", ".muster", "build", "node_modules"} & set(path.relative_to(ROOT).parts)
)


def read(path: Path) -> str:
    assert path.is_file(), f"{path.relative_to(ROOT)} is missing"
    return path.read_text(encoding="utf-8")


def all_pages() -> str:
    return read(README) + "".join(map(read, sorted((ROOT / "docs").glob("*.md"))))


# --- pages that the code writes ------------------------------------------------------------------


@pytest.mark.parametrize("module", WRITTEN, ids=lambda module: module.PAGE.name)
def test_a_page_that_the_code_writes_is_what_it_would_write_now(module: ModuleType) -> None:
    assert not written_page.stale(module.PAGE, module.page()), f"run: python -m {module.MODULE} write"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_each_setting_says_what_it_is_for(name: str) -> None:
    assert Settings.model_fields[name].description
    assert f"| `{variable(name)}` |" in read(settings_page.PAGE)


@pytest.mark.parametrize("command", commands())
def test_each_command_is_on_its_page(command: str) -> None:
    assert f"\n## {command}\n" in read(commands_page.PAGE)


def fields(kind: Message) -> Iterator[tuple[str, str, dict[str, Any]]]:
    schema = json_schema(kind)
    for title, each in [(schema["title"], schema), *schema.get("$defs", {}).items()]:
        for name, field in each.get("properties", {}).items():
            yield title, name, field


@pytest.mark.parametrize("kind", PUBLISHED)
def test_each_field_of_a_message_says_what_it_means(kind: Message) -> None:
    page = read(messages_page.PAGE)
    for title, name, field in fields(kind):
        assert field.get("description"), f"{title}.{name} has no description"
        (part,) = re.findall(rf"^###? {title}\n(.*?)(?=^##|\Z)", page, re.DOTALL | re.MULTILINE)
        assert f"\n| `{name}` |" in part


def test_a_written_page_that_is_old_or_missing_is_stale(tmp_path: Path) -> None:
    path = tmp_path / "settings.md"
    assert written_page.stale(path, settings_page.page())
    path.write_text(settings_page.page())
    assert not written_page.stale(path, settings_page.page())
    path.write_text(settings_page.page().replace("MUSTER_BATCH", "MUSTER_LOAD"))
    assert written_page.stale(path, settings_page.page())


def test_check_says_what_to_run_and_anything_else_is_a_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def main(*arguments: str) -> int:
        path = tmp_path / "docs" / "settings.md"
        return written_page.main(arguments, module="consumers.a_page", path=path, page=lambda: "words")

    assert main("check") == 1
    assert "run: python -m consumers.a_page write" in capsys.readouterr().err
    assert main("write") == 0
    assert main("check") == 0
    assert main() == 2
    assert "usage" in capsys.readouterr().err


def test_no_secret_is_shown_with_its_value() -> None:
    assert "**" not in settings_page.table()
    assert "SecretStr" not in settings_page.table()


# --- what is named somewhere ---------------------------------------------------------------------


@pytest.mark.parametrize("topic", topics.RETENTION_MS)
def test_each_topic_is_in_the_readme_or_the_docs(topic: str) -> None:
    named = rf"(?<![\w.-]){re.escape(topic)}(?![\w-]|\.\w)"
    # `stories.parsed/named/quoted` names three
    short = re.escape(topic.rpartition(".")[2])
    pages = all_pages()
    assert re.search(named, pages) or ("." in topic and re.search(rf"stories\.[\w/]*\b{short}\b", pages)), (
        f"neither README.md nor docs/ mentions the topic {topic}"
    )


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_is_in_the_table_and_in_the_pictures(stage: str) -> None:
    how = read(ROOT / "docs" / "how.md")
    assert f"\n| `{stage}` | `{STAGES[stage].reads}` |" in how
    for page in (how, read(README)):
        (picture,) = re.findall(r"^```mermaid\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
        assert re.search(rf"\b{stage}\b", picture)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("not-here", "not-a-way", "failed")])
def test_each_problem_of_the_gateway_but_those_that_http_knows_is_in_its_docs(kind: Kind) -> None:
    page = read(ROOT / "docs" / "publishing.md")
    assert re.search(rf"\| {KINDS[kind][0]} \|[^|]*`{kind}`", page)


# --- links ---------------------------------------------------------------------------------------


def prose(path: Path) -> str:
    """A page without its blocks and its inline code, in which brackets are no links."""
    text = re.sub(r"^ *```.*?^ *```$", "", read(path), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "code", text)


def anchors(path: Path) -> set[str]:
    """The headings of a page, as Git forges and MkDocs make anchors of them; `#` in a block of code is no heading."""
    text = re.sub(r"^ *```.*?^ *```$", "", read(path), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (re.sub(r"\[(.+?)\]\(.*?\)|[`*]", r"\1", heading) for heading in headings)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in plain}


def dead_links(path: Path) -> list[str]:
    found = []
    for target in re.findall(r"\]\(<?([^)\s>]+)>?\)", prose(path)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = path.parent / name if name else path
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            found.append(target)
    return found


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_is_dead(path: Path) -> None:
    assert dead_links(path) == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("# What's there\n```\n# no heading\n```\n")
    page = tmp_path / "page.md"
    page.write_text(
        "[a](other.md) [b](other.md#whats-there) [c](https://x.example) [d](#e) `[f](g)`\n"
        "[h](gone.md) [i](other.md#no-heading)\n"
    )
    assert dead_links(page) == ["#e", "gone.md", "other.md#no-heading"]


def test_every_page_is_read_from_the_start_page_or_the_readme() -> None:
    linked = set(re.findall(r"\((?:docs/)?([\w-]+\.md)[)#]", read(README) + read(ROOT / "docs" / "index.md")))
    assert {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"} <= linked
