"""The receivers file: what it may say, and that no mistake in it shows a secret."""

from pathlib import Path

import pytest

from consumers.delivery import receivers
from consumers.delivery.by_apprise import ByApprise
from consumers.delivery.ways import ways
from consumers.errors import MusterError
from consumers.settings import Settings

KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
HIDDEN = "hunter2"


def write(folder: Path, text: str) -> Path:
    path = folder / "receivers.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_kind_of_receiver_is_read_and_secrets_come_from_the_environment_or_from_files(
    tmp_path: Path,
) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    (tmp_path / "rooms").write_text("# two\njson://one.example\n\njson://${HOST}\n")
    path = write(
        tmp_path,
        "desk mail:\n  apprise: mailto://u:${PASSWORD}@mail.example?to=a@b.example\n"
        "both: {apprise: ['json://one.example', 'xml://two.example']}\n"
        "rooms: {apprise_file: rooms}\n"
        "hook: {webhook: 'https://a.example/${PASSWORD}', secret: '${KEY}'}\n"
        "hook2: {webhook: 'https://a.example/x', secret_file: key}\n",
    )
    found = receivers.read(path, {"PASSWORD": HIDDEN, "KEY": KEY, "HOST": "three.example"})
    assert list(found) == ["desk mail", "both", "rooms", "hook", "hook2"]
    assert HIDDEN in found["desk mail"].apprise[0].get_secret_value()
    assert [url.get_secret_value() for url in found["rooms"].apprise] == [
        "json://one.example",
        "json://three.example",
    ]
    assert found["hook"].webhook is not None
    assert found["hook"].webhook.get_secret_value() == f"https://a.example/{HIDDEN}"
    assert found["hook"].secret == found["hook2"].secret
    assert HIDDEN not in repr(found)
    assert KEY not in repr(found)


def test_no_file_and_an_empty_one_have_no_receivers(tmp_path: Path) -> None:
    assert receivers.read(None) == {}
    assert receivers.read(write(tmp_path, "# nobody yet\n")) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x: {}", "receiver x: give it one of apprise, apprise_file or webhook"),
        ("x: {apprise: 'json://a', webhook: 'https://a'}", "receiver x: give it one of"),
        ("x: hunter2", "receiver x: write below it"),
        ("x: {wobhook: hunter2}", "receiver x: wobhook: there is no such field; there are apprise,"),
        ("x: {'hunter2!': 1}", "receiver x: there is no such field"),
        ("x: {apprise: 7}", "receiver x: apprise: must be text"),
        ("x: {apprise: []}", "receiver x: apprise: names no address"),
        ("x: {apprise: 'hunter2://a'}", "receiver x: apprise: is no address that Apprise knows"),
        ("x: {apprise: 'slack://hunter2'}", "receiver x: apprise: is no address that Apprise knows"),
        ("x: {apprise: 'json://a', secret: hunter2}", "receiver x: secret: only a webhook has one"),
        (
            "x: {apprise: 'json://${NOT_SET}'}",
            "receiver x: apprise: the environment variable NOT_SET is not set",
        ),
        ("x: {apprise_file: hunter2}", "receiver x: apprise_file: the file that it names can't be read"),
        ("x: {webhook: 'https://a.example/hunter2'}", "receiver x: secret: a webhook needs one of"),
        ("x: {webhook: 'https://a.example', secret: hunter2}", "receiver x: secret: must be whsec_"),
        (
            "x: {webhook: 'https://a.example', secret: whsec_aHVudGVyMg==}",
            "receiver x: secret: must be whsec_",
        ),
        (
            "x: {webhook: 'https://a.example', secret: xwhsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw}",
            "secret: must be",
        ),
        (
            "x: {webhook: 'https://a.example', secret: a, secret_file: b}",
            "receiver x: secret: a webhook needs one",
        ),
        ("x: {webhook: 'ftp://hunter2', secret: " + KEY + "}", "receiver x: webhook: is no web address"),
        ("x: {webhook: 'https://', secret: " + KEY + "}", "receiver x: webhook: is no web address"),
        (
            'x: {webhook: "https://a/\\nhunter2", secret: ' + KEY + "}",
            "receiver x: webhook: is no web address",
        ),
        ("x: {webhook: 'https://a:99999/', secret: " + KEY + "}", "receiver x: webhook: is no web address"),
        ("x: {apprise: hunter2: 1}", "at line 1: is not YAML"),
        ("x: !!python/object:hunter2.x {}", "at line 1: is not YAML"),
        ("x: {apprise: 'json://a'}\nx: {apprise: 'json://b'}", "at line 2: the same name stands twice"),
        ("- hunter2", "write a name, a colon, and below it"),
        ("on: {apprise: 'json://a'}", "the name of receiver 1 must be"),
        ('"a\\nb": {apprise: "json://a"}', "the name of receiver 1 must be"),
    ],
)
def test_a_mistake_is_told_by_receiver_and_field_and_shows_nothing_of_what_stands_there(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(MusterError) as raised:
        receivers.read(write(tmp_path, text), {})
    assert said in str(raised.value)
    assert HIDDEN not in str(raised.value)
    # nor where a traceback would show it
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None or raised.value.__suppress_context__


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(MusterError, match=r"receiver a: .*; receiver b: "):
        receivers.read(write(tmp_path, "a: {}\nb: {}\n"), {})


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "receivers.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MusterError, match="can't be read"):
        receivers.read(path)


def test_kinds_and_hosts_are_shown_and_tokens_in_the_place_of_a_host_are_not(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "mail: {apprise: 'mailtos://u:hunter2@mail.example'}\n"
        "chat: {apprise: 'tgram://123456789:abcdefghijklmnopqrstuvwxyzABCDEFGHI/12345'}\n"
        "push: {apprise: 'ntfy://hunter2'}\n"
        f"hook: {{webhook: 'https://u:hunter2@a.example/hunter2', secret: {KEY}}}\n",
    )
    known = ways(receivers.read(path, {}).values(), Settings(_env_file=None))
    shown = {name: [(way.kind, way.host) for way in found] for name, found in known.items()}
    assert shown == {
        "mail": [("E-Mail", "mail.example")],
        "chat": [("Telegram", None)],
        "push": [("ntfy", None)],
        "hook": [("webhook", "a.example")],
    }
    assert all(isinstance(way, ByApprise) for way in known["mail"])
