"""`muster gateway` as a person uses it."""

import re
from pathlib import Path

import pytest

from consumers.gateway.keys import Keys
from tests.consumers.test_command import Terminal


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Terminal:
    terminal = Terminal(tmp_path, monkeypatch, capfd)
    terminal.set(MUSTER_KAFKA="127.0.0.1:9", MUSTER_ELASTICSEARCH="http://127.0.0.1:9")
    return terminal


def test_a_key_is_printed_once_listed_without_it_and_removed(terminal: Terminal) -> None:
    assert "no keys" in terminal.here("gateway", "keys", "list").out
    made = terminal.here("gateway", "keys", "add", "north-wire")
    key = made.out.strip()
    assert re.fullmatch(r"muster_[\w-]{43}", key)
    assert "shown only now" in made.err
    path = terminal.folder / ".muster" / "gateway-keys"
    assert Keys(path).owner(key) == "north-wire"

    listed = terminal.here("gateway", "keys", "list").out
    (id_,) = re.findall(r"^north-wire  ([0-9a-f]{8})  \d{4}-\d\d-\d\d\n$", listed)
    assert key not in listed
    assert terminal.here("gateway", "keys", "remove", "north-wire", "--key", id_).out == "1 removed\n"
    gone = terminal.here("gateway", "keys", "remove", "north-wire")
    assert (gone.code, gone.err) == (
        2,
        "muster: 'north-wire' has no key; muster gateway keys list shows who has\n",
    )


def test_the_keys_are_kept_where_a_setting_says(terminal: Terminal) -> None:
    terminal.set(MUSTER_GATEWAY_KEYS="elsewhere/keys")
    key = terminal.here("gateway", "keys", "add", "north-wire").out.strip()
    assert Keys(terminal.folder / "elsewhere" / "keys").owner(key) == "north-wire"


def test_what_keeps_it_from_starting_is_one_clear_line(terminal: Terminal) -> None:
    refused = terminal.here("gateway", "keys", "add", "North Wire")
    assert (refused.code, len(refused.err.splitlines())) == (2, 1)
    (terminal.folder / "providers.yaml").write_text("north: {superdesk: '${NOT_SET}'}")
    terminal.set(MUSTER_GATEWAY_PROVIDERS="providers.yaml")
    refused = terminal.here("gateway")
    assert refused.err.endswith(
        "provider north: superdesk: the environment variable NOT_SET is not set; set it\n"
    )
    assert "Traceback" not in refused.err
