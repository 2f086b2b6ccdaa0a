"""What stories hold arrives as they have it, and goes nowhere but to whom it is for."""

import re
import socket
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import pytest
from pydantic import SecretStr

from consumers.delivery import message
from consumers.delivery.by_apprise import ByApprise
from consumers.delivery.by_webhook import ByWebhook
from consumers.delivery.outcome import Failed, Taken
from consumers.delivery.threads import Threads
from consumers.delivery.way import Parcel, Way
from consumers.settings import Settings
from tests.consumers.delivery.alerts import alert
from tests.integration.hook import KEY, hook

TEMPLATES = "{{7*7}} {0.__class__} %(name)s ${HOME} $(id) `id` <%= 7*7 %> #{7*7} :smile: \\n [a](https://evil.example)"


def parcel(said: str) -> Parcel:
    told = alert(words=said, claim={"headline": said, "provider": said})
    return Parcel(
        "an-id", message.single(told), message.payload(told, desk="", at=datetime(2026, 11, 16, tzinfo=UTC))
    )


def hook_at(host: str, port: int, **changes: Any) -> Way:
    settings = Settings(_env_file=None, delivery_timeout=5, **changes)
    return ByWebhook(SecretStr(f"http://{host}:{port}/hook"), SecretStr(KEY), settings)


def ways(host: str, port: int, **changes: Any) -> Sequence[Way]:
    settings = Settings(_env_file=None, delivery_timeout=5, **changes)
    return (
        hook_at(host, port, **changes),
        ByApprise(SecretStr(f"form://{host}:{port}/form"), settings, Threads(1)),
        ByApprise(SecretStr(f"json://{host}:{port}/json"), settings, Threads(1)),
    )


async def test_what_looks_like_a_template_is_sent_as_it_is() -> None:
    sent = parcel(TEMPLATES)
    async with hook() as receiver:
        for way in ways("127.0.0.1", receiver.port, webhooks_to_private_addresses=True):
            assert isinstance(await way.send(sent), Taken)
    as_hook, as_form, as_json = receiver.asked
    assert as_hook.json()["data"]["words"] == TEMPLATES
    assert parse_qs(as_form.body.decode())["message"] == [sent.message.body]
    assert as_json.json()["title"] == sent.message.title
    assert TEMPLATES in sent.message.body
    assert "49" not in sent.message.title + sent.message.body.replace("1949", "")


async def test_what_a_story_says_is_in_no_header_of_a_webhook() -> None:
    async with hook() as receiver:
        for way in ways("127.0.0.1", receiver.port, webhooks_to_private_addresses=True):
            await way.send(parcel("Calm\r\nX-Evil: 1\r\n\r\nx"))
    assert len(receiver.asked) == 3
    for asked in receiver.asked:
        assert not [name for name, value in asked.headers.items() if "evil" in (name + value).lower()]


@pytest.mark.parametrize(
    "leads_to", ["127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "::ffff:127.0.0.1", "fd00::1"]
)
async def test_a_name_that_leads_inside_is_refused_on_connecting_whatever_it_led_to_before(
    leads_to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a name leads to is looked at once only, in the very moment of the connection: rebinding gains nothing."""
    real = socket.getaddrinfo

    def found(host: Any, port: Any, *more: Any, **named: Any) -> Any:
        if host not in ("innocent.example", b"innocent.example"):
            return real(host, port, *more, **named)
        family = socket.AF_INET6 if ":" in leads_to else socket.AF_INET
        address = (leads_to, port, 0, 0) if ":" in leads_to else (leads_to, port)
        return [(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", address)]

    async with hook() as receiver:
        monkeypatch.setattr(socket, "getaddrinfo", found)
        for way in ways("innocent.example", receiver.port):
            outcome = await way.send(parcel("x"))
            assert isinstance(outcome, Failed)
            assert f"{leads_to} is not a public address" in outcome.reason
            assert outcome.most == 1
    assert receiver.asked == []


@pytest.mark.parametrize(
    "host", ["[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "2130706433", "0x7f000001"]
)
async def test_an_address_that_is_written_otherwise_is_the_same_address(host: str) -> None:
    async with hook() as receiver:
        outcome = await hook_at(host, receiver.port).send(parcel("x"))
        assert isinstance(outcome, Failed)
        # some are no address at all to the client
        assert re.search("is not a public address|is not one that can be called", outcome.reason)
    assert receiver.asked == []
