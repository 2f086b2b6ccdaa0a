"""`muster receivers` as a person uses it."""

import json
from pathlib import Path

import pytest

from tests.consumers.test_command import Terminal

HIDDEN = "hunter2hunter2"
KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Terminal:
    terminal = Terminal(tmp_path, monkeypatch, capfd)
    known = {
        "archive": {"webhook": f"http://127.0.0.1:9/{HIDDEN}", "secret": KEY},
        "desk mail": {"apprise": f"mailtos://muster:{HIDDEN}@mail.example?to=desk@example.org"},
        "room": {"apprise": [f"tgram://123456789:{HIDDEN}abcdefghijklmnopqrstu/1", "json://127.0.0.1:9"]},
    }
    (tmp_path / "receivers.yaml").write_text(json.dumps(known))
    terminal.set(MUSTER_RECEIVERS="receivers.yaml", MUSTER_DELIVERY_TIMEOUT="5")
    return terminal


def test_list_shows_names_kinds_and_hosts_and_no_secret(terminal: Terminal) -> None:
    done = terminal.here("receivers", "list")
    assert done.code == 0
    assert done.out.splitlines() == [
        "archive    webhook at 127.0.0.1",
        "desk mail  E-Mail at mail.example",
        "room       Telegram, JSON at 127.0.0.1",
    ]
    assert HIDDEN not in done.out + done.err


def test_test_says_what_came_back_and_fails_where_nobody_was_told(terminal: Terminal) -> None:
    done = terminal.here("receivers", "test", "archive")
    assert done.code == 2
    assert "webhook at 127.0.0.1: failed: 127.0.0.1 is not a public address" in done.out
    assert done.err == "muster: archive could not be told\n"
    terminal.set(MUSTER_WEBHOOKS_TO_PRIVATE_ADDRESSES="true")
    done = terminal.here("receivers", "test", "archive")
    assert done.out == "webhook at 127.0.0.1: failed: no connection (ECONNREFUSED)\n"


def test_a_name_that_is_not_there_and_no_file_at_all_are_told_in_one_line(terminal: Terminal) -> None:
    done = terminal.here("receivers", "test", "nobody")
    assert done.err == "muster: no receiver is called 'nobody'; there are archive, desk mail, room\n"
    (terminal.folder / "receivers.yaml").write_text("# none\n")
    assert terminal.here("receivers", "list").out.startswith("no receivers: name a file in MUSTER_RECEIVERS")
