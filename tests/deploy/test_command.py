"""`muster servers`: one line and exit code 2 for a mistake, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from consumers.command.servers import app


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUSTER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MUSTER_KAFKA", raising=False)
    monkeypatch.delenv("MUSTER_ELASTICSEARCH", raising=False)
    return tmp_path / "home"


def test_starts_nothing_where_servers_are_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_KAFKA", "kafka.example:9092")
    monkeypatch.setenv("MUSTER_ELASTICSEARCH", "https://search.example:9200")
    result = CliRunner().invoke(app, ["start"])
    assert result.exit_code == 0
    assert "Nothing started" in result.output
    assert not home.exists()


def test_status_says_by_its_exit_code_that_not_all_runs() -> None:
    result = CliRunner().invoke(app, ["status"])
    assert result.exit_code == 1
    assert result.output.count("stopped") == 2


def test_stop_of_nothing_is_no_mistake() -> None:
    result = CliRunner().invoke(app, ["stop"])
    assert result.exit_code == 0
    assert result.output == "Nothing was running.\n"


def test_reset_wants_a_yes_when_nobody_can_be_asked(home: Path) -> None:
    (home / "servers" / "kafka").mkdir(parents=True)
    result = CliRunner().invoke(app, ["reset"])
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert (home / "servers" / "kafka").exists()
    assert CliRunner().invoke(app, ["reset", "--yes"]).exit_code == 0
    assert not (home / "servers" / "kafka").exists()


def test_a_folder_that_cannot_be_is_one_line(home: Path) -> None:
    home.write_text("a file where a folder should be")
    result = CliRunner().invoke(app, ["start"])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["start", "stop", "status", "reset"])
def test_each_help_has_an_example(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert f"muster servers {command}" in result.output
