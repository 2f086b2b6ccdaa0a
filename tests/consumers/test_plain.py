"""Nothing that others have written drives the terminal of who reads it: output, errors, logs."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from rich.table import Table
from rich.text import Text

from consumers.command.terminal import Terminal
from consumers.plain import one_line, plain

NASTY = "\x1b]0;yours\x07\x1b[2J\x9b31m\rNorway\u202egnp.exe"
SHOWN = r"\x1b]0;yours\x07\x1b[2J\x9b31m\rNorway\u202egnp.exe"


def test_what_drives_a_terminal_is_shown_and_what_people_write_stays() -> None:
    assert plain(NASTY) == SHOWN
    kept = "Zürich\tČR\nשלום عربي 北京 🪖 [bold]x[/bold] \\x1b"
    assert plain(kept) == kept
    assert one_line("a\nmuster: all is well") == r"a\nmuster: all is well"


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_console_shows_it_in_whatever_form_it_comes(is_terminal: bool) -> None:
    out = io.StringIO()
    console = Terminal(file=out, force_terminal=is_terminal, width=200, highlight=False, color_system=None)
    table = Table("name")
    table.add_row(Text(NASTY))
    for each in (Text(NASTY, style="bold"), table, NASTY):
        console.print(each, soft_wrap=True)
    said = out.getvalue()
    assert said.count(r"\x1b]0;yours") == 3
    assert not set(said) & set("\x07\x9b\r\u202e")
    assert "\x1b]" not in said
    assert "\x1b[2J" not in said


def test_an_error_and_a_file_of_that_name_are_shown_too(tmp_path: Path) -> None:
    nasty = tmp_path / f"{NASTY[:-3].replace('/', '')}\nmuster: all is well.json"
    nasty.write_text("no article")
    done = subprocess.run(
        [sys.executable, "-m", "consumers.command", "enrich", str(nasty)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert not set(done.stderr) & set("\x07\x1b\x9b\u202e")
    assert r"\x1b]0;yours" in done.stderr


def test_a_log_for_people_is_plain_and_one_for_machines_is_json(tmp_path: Path) -> None:
    program = """
import structlog
from consumers.logs import set_up
from consumers.settings import Settings
set_up(Settings(_env_file=None), as_json=AS_JSON)
structlog.get_logger().warning("alert", story="urn:\\x1b]0;yours\\x07\\u202ex", words="a \\x1b[2J b")
"""
    for as_json in ("True", "False"):
        said = subprocess.run(
            [sys.executable, "-c", program.replace("AS_JSON", as_json)],
            capture_output=True,
            text=True,
            check=True,
        ).stderr
        assert "\x1b]" not in said
        assert "\x1b[2J" not in said
        assert "\x07" not in said
        assert "yours" in said
