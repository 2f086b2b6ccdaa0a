"""The gateway's parts by themselves: keys, the providers file, rates, what was seen."""

from datetime import date
from pathlib import Path

import pytest

from consumers.errors import MusterError
from consumers.gateway import create_app, providers
from consumers.gateway.keys import Keys
from consumers.gateway.rates import Rates
from consumers.gateway.seen import SECONDS, Seen, Stamp
from consumers.settings import Settings
from tests.consumers.gateway.pushing import SECRET, TOKEN

TODAY = date(2026, 11, 16)


def test_keys_are_kept_as_hashes_and_several_of_one_name_stand_beside_each_other(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "keys"
    first, second, other = (Keys(path).add(name, today=TODAY) for name in ("north", "north", "south"))
    keys = Keys(path)
    assert [keys.owner(key) for key in (first, second, other, "muster_no", "")] == [
        "north",
        "north",
        "south",
        None,
        None,
    ]
    assert path.stat().st_mode & 0o077 == 0
    assert not any(key.removeprefix("muster_") in path.read_text() for key in (first, second, other))
    assert (keys.all()[0].name, keys.all()[0].added) == ("north", "2026-11-16")
    assert Keys(path).remove("north", id_=keys.all()[0].id) == 1
    assert (keys.owner(first), keys.owner(second)) == (None, "north")
    assert Keys(path).remove("north") == 1
    assert (keys.owner(second), keys.owner(other)) == (None, "south")


def test_keys_that_cannot_be_are_refused_in_one_line(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")
    assert keys.owner("anything") is None
    for name in ("", "North Wire", "a:b", "a/b", "a" * 65):
        with pytest.raises(MusterError, match="can't be a name here"):
            keys.add(name, today=TODAY)
    with pytest.raises(MusterError, match="has no key"):
        keys.remove("north")
    keys.add("north", today=TODAY)
    with pytest.raises(MusterError, match="has no such key"):
        keys.remove("north", id_="00000000")
    (tmp_path / "keys").write_text("# ours\nnorth:today:x\n")
    with pytest.raises(MusterError, match="line 2: is not name:date:hash"):
        keys.all()


def settings(folder: Path, text: str, **changes: object) -> Settings:
    path = folder / "providers.yaml"
    path.write_text(text, encoding="utf-8")
    return Settings(_env_file=None, home=folder, gateway_providers=path, **changes)  # type: ignore[arg-type]


def test_the_providers_file_has_secrets_limits_and_what_stories_are_called_by(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET + "\n")
    found = providers.read(
        settings(
            tmp_path,
            "north: {superdesk: '${TOKEN}', rate: 0.5}\n"
            "south: {webhook_file: secret, provider: South Wire, largest: 5}\neast:\n",
        ),
        {"TOKEN": TOKEN},
    )
    north, south, east = (found[name] for name in ("north", "south", "east"))
    assert north.superdesk is not None
    assert north.superdesk.get_secret_value() == TOKEN
    assert (north.called, north.rate, north.largest, north.webhook) == ("north", 0.5, 10_000_000, None)
    assert south.webhook is not None
    assert south.webhook.get_secret_value() == SECRET
    assert (south.called, south.rate, south.largest) == ("South Wire", 100, 5)
    assert (east.superdesk, east.webhook) == (None, None)
    assert TOKEN not in repr(found)
    assert SECRET not in repr(found)
    assert providers.read(Settings(_env_file=None)) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("North: {}", "provider North: 'North' can't be a name here"),
        ("x: hunter2", "provider x: write below it superdesk"),
        ("x: {superdusk: hunter2}", "provider x: superdusk: there is no such field"),
        ("x: {superdesk: hunter2}", "provider x: superdesk: must be 16 characters"),
        ("x: {webhook: hunter2}", "provider x: webhook: must be whsec_"),
        ("x: {webhook: 2}", "provider x: webhook: must be text"),
        ("x: {webhook: a, webhook_file: b}", "provider x: webhook: give one of"),
        ("x: {superdesk_file: hunter2}", "provider x: superdesk_file: the file that it names can't be read"),
        ("x: {rate: 0}", "provider x: rate: input should be greater than 0"),
        ("x: {rate: .inf}", "provider x: rate: input should be a finite number"),
        ("x: {largest: 1.5}", "provider x: largest: input should be a valid integer"),
        ("x: {}\nx: {}", "at line 2: the same name stands twice"),
    ],
)
def test_a_mistake_in_the_providers_file_is_told_by_name_and_field_and_shows_no_secret(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(MusterError) as caught:
        providers.read(settings(tmp_path, text))
    assert said in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_body_that_could_never_be_held_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(MusterError, match="MUSTER_GATEWAY_HELD_BYTES is 100,000,000"):
        create_app(settings(tmp_path, "x: {largest: 40000000}"))


def test_a_rate_holds_over_any_time_and_waiting_as_long_as_told_is_enough() -> None:
    now = 0.0
    rates = Rates(clock=lambda: now)
    let_in = 0
    while now < 60:
        if wait := rates.wait("x", 7.0):
            now += wait
        else:
            rates.spend("x", 7.0, 1)
            let_in += 1
    assert 60 * 7 <= let_in <= 60 * 7 + 8


def test_what_was_seen_is_forgotten_once_its_signature_is_too_old_and_never_grows_without_bound() -> None:
    now = 0.0
    seen = Seen(clock=lambda: now, most=3)
    stamps = [Stamp("x", f"msg_{at}", 100, b"body") for at in range(5)]
    for stamp in stamps:
        seen.taken(stamp)
    assert [seen.before(stamp) for stamp in stamps] == ["never", "never", *["replayed"] * 3]
    assert seen.before(Stamp("another", "msg_4", 100, b"body")) == "never"
    now = SECONDS + 1
    assert seen.before(stamps[4]) == "never"
    seen.taken(stamps[0])
    assert len(seen._taken) == 1
