"""What can be set, run and read is written down."""

import re
from pathlib import Path

import pytest

from consumers import settings_page, topics
from consumers.command.app import app
from consumers.gateway.problems import KINDS, Kind
from consumers.settings import Settings, variable
from tests.commands import commands

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def read(path: Path) -> str:
    assert path.is_file(), f"{path.relative_to(ROOT)} is missing"
    return path.read_text(encoding="utf-8")


def all_pages() -> str:
    return read(README) + "".join(map(read, sorted((ROOT / "docs").glob("*.md"))))


def test_the_page_of_settings_is_what_the_settings_say() -> None:
    assert not settings_page.stale(), f"run: {settings_page.WRITE}"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_each_setting_says_what_it_is_for(name: str) -> None:
    assert Settings.model_fields[name].description
    assert f"| `{variable(name)}` |" in read(settings_page.PAGE)


@pytest.mark.parametrize("command", commands(app))
def test_each_command_is_in_the_readme(command: str) -> None:
    # "muster servers start, stop" and "muster servers start|stop" name two
    words = " ".join(re.findall(r"[\w-]+|\n", read(README)))
    *group, last = command.split()
    named = re.search(rf"\b{' '.join(group)}(?: \w+)* {last}\b", words)
    assert named, f"README.md does not mention `{command}`"


@pytest.mark.parametrize("topic", topics.RETENTION_MS)
def test_each_topic_is_in_the_readme_or_the_docs(topic: str) -> None:
    named = rf"(?<![\w.-]){re.escape(topic)}(?![\w-]|\.\w)"
    # `stories.parsed/named/quoted` names three
    short = re.escape(topic.rpartition(".")[2])
    pages = all_pages()
    assert re.search(named, pages) or ("." in topic and re.search(rf"stories\.[\w/]*\b{short}\b", pages)), (
        f"neither README.md nor docs/ mentions the topic {topic}"
    )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("not-here", "not-a-way", "failed")])
def test_each_problem_of_the_gateway_but_those_that_http_knows_is_in_its_docs(kind: Kind) -> None:
    page = read(ROOT / "docs" / "publishing.md")
    assert re.search(rf"\| {KINDS[kind][0]} \|[^|]*`{kind}`", page)


def test_a_page_of_settings_that_is_old_or_missing_is_stale(tmp_path: Path) -> None:
    page = tmp_path / "settings.md"
    assert settings_page.stale(page)
    page.write_text(settings_page.page())
    assert not settings_page.stale(page)
    page.write_text(settings_page.page().replace("`32`", "`64`"))
    assert settings_page.stale(page)


def test_check_says_what_to_run_and_anything_else_is_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings_page, "PAGE", tmp_path / "docs" / "settings.md")
    assert settings_page.main(["check"]) == 1
    assert settings_page.WRITE in capsys.readouterr().err
    assert settings_page.main(["write"]) == 0
    assert settings_page.main(["check"]) == 0
    assert settings_page.main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_no_secret_is_shown_with_its_value() -> None:
    assert "**" not in settings_page.table()
    assert "SecretStr" not in settings_page.table()
