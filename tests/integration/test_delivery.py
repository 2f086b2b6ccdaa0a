"""From an alert to people who are really there: a mail server, and an HTTP receiver that fails, stalls and repeats."""

import asyncio
import email
import email.policy
import json
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from consumers import topics
from consumers.clients.elasticsearch import connect
from consumers.command.running import Worker
from consumers.delivery import lane, sender
from consumers.delivery.deliveries import Deliveries, Delivery, Origin, delivery_id
from consumers.errors import MusterError, Unavailable
from consumers.record import Record
from consumers.rules.rulebook import Rulebook
from consumers.settings import Settings
from consumers.stage import Outbox
from consumers.stages.deliver import Deliver
from consumers.stored.elastic import Document, Store, Write
from consumers.worker.work import work
from schemas import Alert, DeadLetter, Force, Quiet, Rule
from tests.consumers.delivery.alerts import alert
from tests.integration.hook import KEY, STALL, Hook, hook
from tests.integration.installation import Installation, lines, until
from tests.integration.tray import Tray, records

DESK = "https://desk.example"
RULE = Rule(name="all news", to=("desk",))
HIDDEN = "hunter2hunter2"
"""a secret that must be nowhere"""


class Post:
    """A mail server that keeps what it is sent."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(email.message_from_bytes(content, policy=email.policy.default))
        return "250 OK"


class Office:
    """A `deliver` stage at work, in this process: its batches, and what it does meanwhile."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.stage = Deliver(settings)
        self.tray = Tray()

    async def told(self, *alerts: Alert) -> None:
        """As if these had come from Kafka."""
        values = [each.model_dump_json().encode() for each in alerts]
        await self.stage.handle(records(topics.ALERTS, values), Tray())

    def letters(self) -> list[DeadLetter]:
        return [
            DeadLetter.model_validate_json(value)
            for topic, _, value in self.tray.sent[: self.tray.flushed]
            if topic == topics.DEAD_LETTERS
        ]

    async def delivery(self, alert: Alert, receiver: str = "desk") -> Delivery:
        (held,) = await Deliveries(self.stage._store).read([delivery_id(alert.id, receiver)])
        return held.delivery

    async def states(self, *alerts: Alert, receiver: str = "desk") -> list[str]:
        return [(await self.delivery(each, receiver)).state for each in alerts]


@asynccontextmanager
async def office(
    installation: Installation, receivers: Mapping[str, Any], *rules: Rule, **settings: Any
) -> AsyncIterator[Office]:
    """One that knows these rules and receivers; quick, and free to send to this machine unless it is told otherwise."""
    path = installation.settings.home / "receivers.yaml"
    # JSON is YAML
    path.write_text(json.dumps(receivers), encoding="utf-8")
    quick = {
        "receivers": path,
        "desk": DESK,
        "webhooks_to_private_addresses": True,
        "delivery_timeout": 1.0,
        "delivery_wait": 0.1,
        **settings,
    }
    found = Office(installation.with_(**quick).settings)
    async with Store(found.settings) as store:
        await Rulebook(store).put(*rules)
    await found.stage.open()
    beside = asyncio.create_task(found.stage.meanwhile(found.tray))
    try:
        yield found
        assert not beside.done(), beside.exception()
    finally:
        beside.cancel()
        with suppress(asyncio.CancelledError):
            await beside
        await found.stage.close()


async def comes(holds: Callable[[], object], *, within: float = 15) -> None:
    """Wait for something to hold."""
    end = time.monotonic() + within
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        await asyncio.sleep(0.02)


async def becomes(
    office: Office, state: str, *alerts: Alert, receiver: str = "desk", within: float = 15
) -> None:
    """Wait for deliveries to get into a state."""
    end = time.monotonic() + within
    while (states := await office.states(*alerts, receiver=receiver)) != [state] * len(alerts):
        assert time.monotonic() < end, states
        await asyncio.sleep(0.2)


def webhook(url: str) -> dict[str, str]:
    return {"webhook": url, "secret": KEY}


def waiting(alert: Alert, *, since: datetime, **fields: Any) -> Delivery:
    """The delivery of an alert to the desk, made then and due at once, about a subject of its own."""
    return Delivery(
        alert=alert.id,
        receiver="desk",
        rules=(RULE.name,),
        subject=alert.id,
        made=since,
        due=since,
        record=Origin.of(Record(topics.ALERTS, 0, 0, 0, b"key", b"")),
        **fields,
    )


def some(count: int) -> list[Alert]:
    """Alerts about as many forces, so that none waits for another."""
    return [alert(id=f"alert-{i}", claim={"force": Force(name=f"Force {i}", iso=None)}) for i in range(count)]


def test_a_mail_has_the_figure_in_its_subject_and_the_words_and_the_link_in_its_text(
    installation: Installation,
) -> None:
    post = Post()
    nasty = "Calm\r\nBcc: all@example.org <script>alert(1)</script>"
    told = alert("revised", claim={"headline": nasty, "provider": nasty})

    async def run() -> None:
        loop = asyncio.get_running_loop()
        async with await loop.create_server(lambda: SMTP(post), "127.0.0.1", 0) as server:
            host, port = server.sockets[0].getsockname()
            address = f"mailto://{host}:{port}?from=m@example.org&to=d@example.org"
            # mail goes to the server next door without any setting
            async with office(
                installation, {"desk": {"apprise": address}}, RULE, webhooks_to_private_addresses=False
            ) as at_work:
                await at_work.told(told)
                await becomes(at_work, "sent", told)

    asyncio.run(run())
    (mail,) = post.mails
    assert mail["subject"] == "Revised: at least 3,100 Norwegian troops in Estonia, up from at least 2,400"
    assert mail["bcc"] is None
    assert mail.get_content_type() == "text/plain"
    text = mail.get_content()
    for words in (
        "It was: at least 2,400 Norwegian troops in Estonia, according to Kari Lunde",
        "Says Kari Lunde",
        "At least 3,100 Norwegian soldiers are now in Estonia",
        "1 story, 1 origin",
        "Rule: all news",
        f"{DESK}/story?uri=urn%3Aexample%3Awire%3Anorway-estonia#c=9-14",
    ):
        assert words in text


def test_a_webhook_that_fails_and_stalls_and_then_answers_has_one_effective_delivery_signed_by_the_standard(
    installation: Installation,
) -> None:
    async def run() -> None:
        async with (
            hook(500, 503, STALL) as receiver,
            office(installation, {"desk": webhook(receiver.url())}, RULE) as at_work,
        ):
            await at_work.told(alert())
            await at_work.told(alert())
            await becomes(at_work, "sent", alert())
            await at_work.told(alert())
            await asyncio.sleep(1.5)
            assert [each.status for each in receiver.asked] == [500, 503, STALL, 200]
            assert len({each.id for each in receiver.asked}) == 1
            assert len({each.body for each in receiver.asked}) == 1
            assert all(each.is_signed() for each in receiver.asked)
            assert not receiver.asked[0].is_signed("whsec_" + "A" * 32)
            data = receiver.asked[0].json()["data"]
            assert data.pop("link").startswith(DESK)
            assert Alert.model_validate(data) == alert()
            delivery = await at_work.delivery(alert())
            assert (delivery.attempts, delivery.reason, delivery.leased) == (4, None, None)

    asyncio.run(run())


def test_a_receiver_that_never_answers_holds_nobody_up(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = some(20)
    monkeypatch.setattr(lane, "LAST", 0.5)

    async def run() -> None:
        async with (
            hook(*[STALL] * 100) as dead,
            hook() as alive,
            office(
                installation,
                {
                    "dead": webhook(dead.url()),
                    "dead too": {"apprise": f"json://127.0.0.1:{dead.port}/x"},
                    "desk": webhook(alive.url()),
                },
                Rule(name="all news", to=("dead", "dead too", "desk")),
                delivery_timeout=30.0,
            ) as at_work,
        ):
            began = time.monotonic()
            await at_work.told(*many)
            await becomes(at_work, "sent", *many, within=10)
            assert time.monotonic() - began < 10
            assert {each.json()["data"]["id"] for each in alive.taken()} == {each.id for each in many}
            assert len(dead.asked) == 2, "one at a time"

    asyncio.run(run())


def test_what_nobody_takes_becomes_a_dead_letter_with_the_reason(installation: Installation) -> None:
    one, two = some(2)

    async def run() -> None:
        async with (
            hook(*[500] * 4) as failing,
            hook(410) as gone,
            hook(*[404] * 9) as missing,
            office(
                installation,
                {
                    "failing": webhook(failing.url()),
                    "gone": webhook(gone.url()),
                    "missing": webhook(missing.url()),
                },
                Rule(name="all news", to=("failing", "gone", "missing", "nobody")),
                delivery_attempts=4,
            ) as at_work,
        ):
            await at_work.told(one)
            for receiver, attempts in (("failing", 4), ("gone", 1), ("missing", 3), ("nobody", 4)):
                await becomes(at_work, "given_up", one, receiver=receiver)
                assert (await at_work.delivery(one, receiver)).attempts == attempts
            assert len(failing.asked) == 4
            assert len(gone.asked) == 1
            assert len(missing.asked) == 3
            letters = {letter.reason.split()[3]: letter for letter in at_work.letters()}
            assert letters["failing"].reason == "not delivered to failing after 4 attempts: answered 500"
            assert letters["gone"].reason.endswith("after 1 attempt: answered 410: it wants nothing more")
            assert letters["missing"].reason.endswith("after 3 attempts: answered 404")
            assert "no such receiver" in letters["nobody"].reason
            for letter in letters.values():
                assert (letter.stage, letter.topic, letter.offset) == ("deliver", topics.ALERTS, 0)
                assert Alert.model_validate_json(letter.value) == one
            # a receiver that has come back gets the next
            await at_work.told(two)
            await becomes(at_work, "sent", two, receiver="failing")

    asyncio.run(run())


def test_what_a_worker_left_waiting_the_next_one_sends_under_the_same_id(installation: Installation) -> None:
    async def run() -> None:
        async with hook(500, 500) as receiver:
            receivers = {"desk": webhook(receiver.url())}
            async with office(installation, receivers, RULE, delivery_wait=2.0) as first:
                await first.told(alert())
                await comes(lambda: receiver.asked)
            assert not receiver.taken()
            async with office(installation, receivers, RULE) as second:
                await becomes(second, "sent", alert())
            assert len(receiver.taken()) == 1
            assert len({each.id for each in receiver.asked}) == 1

    asyncio.run(run())


def test_a_worker_that_stops_finishes_and_notes_what_it_is_sending(installation: Installation) -> None:
    async def run() -> None:
        async with hook(STALL) as receiver:
            receivers = {"desk": webhook(receiver.url())}
            async with office(installation, receivers, RULE) as first:
                await first.told(alert())
                await comes(lambda: receiver.asked)
            async with office(installation, receivers, RULE) as second:
                delivery = await second.delivery(alert())
                assert (delivery.leased, delivery.reason) == (None, "no answer within 1 s")
                await becomes(second, "sent", alert())

    asyncio.run(run())


def test_what_a_killed_worker_had_is_sent_again_under_the_same_id_once_its_lease_is_over(
    installation: Installation,
) -> None:
    now = datetime.now(UTC)
    expired, held = some(2)

    async def run() -> None:
        async with hook() as receiver, office(installation, {"desk": webhook(receiver.url())}) as at_work:
            async with Store(at_work.settings) as store:
                await store.write(
                    "alerts", [Write(each.id, each.model_dump(mode="json")) for each in (expired, held)]
                )
                left = {
                    each.id: waiting(
                        each,
                        since=now - timedelta(hours=1),
                        attempts=1,
                        first=now - timedelta(hours=1),
                        leased=now + timedelta(seconds=seconds),
                    )
                    for each, seconds in ((expired, -1), (held, lane.GRACE))
                }
                await Deliveries(store).make(list(left.values()))
            await becomes(at_work, "sent", expired)
            await asyncio.sleep(2)
            assert [each.id for each in receiver.asked] == [left[expired.id].id]
            assert await at_work.states(held) == ["waiting"]

    asyncio.run(run())


def test_elasticsearch_away_between_sending_and_noting_repeats_nothing(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = 3
    change = Deliveries.change

    async def not_now(self: Deliveries, deliveries: Sequence[Delivery], **options: Any) -> None:
        nonlocal away
        if away:
            away -= 1
            raise Unavailable("Elasticsearch is away")
        await change(self, deliveries, **options)

    monkeypatch.setattr(Deliveries, "change", not_now)

    async def run() -> None:
        async with (
            hook() as receiver,
            office(installation, {"desk": webhook(receiver.url())}, RULE) as at_work,
        ):
            await at_work.told(alert())
            await becomes(at_work, "sent", alert())
            assert len(receiver.asked) == 1

    asyncio.run(run())


def test_what_was_made_this_moment_is_sent_without_being_read(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = Store.read

    async def run() -> None:
        async with hook() as receiver:
            before: list[str] = []
            after: list[str] = []

            async def noted(
                self: Store, alias: str, ids: Iterable[str], **options: Any
            ) -> dict[str, Document]:
                ids = list(ids)
                (after if receiver.asked else before).extend(ids)
                return await really(self, alias, ids, **options)

            monkeypatch.setattr(Store, "read", noted)
            # what is found by a search is read
            monkeypatch.setattr(sender, "POLL", 60.0)
            async with office(installation, {"desk": webhook(receiver.url())}, RULE) as at_work:
                async with asyncio.timeout(15):
                    while at_work.stage._sender._looked < 0:
                        await asyncio.sleep(0.05)
                await at_work.told(alert())
                await comes(receiver.taken)
                await becomes(at_work, "sent", alert())
            assert delivery_id(alert().id, "desk") not in before
            assert delivery_id(alert().id, "desk") in after, "this test would see it"

    asyncio.run(run())


def test_what_another_has_meanwhile_is_not_sent_by_who_made_it(installation: Installation) -> None:
    one, other = some(2)

    async def run() -> None:
        async with (
            hook() as receiver,
            office(installation, {"desk": webhook(receiver.url())}, RULE) as at_work,
        ):
            now = datetime.now(UTC)
            delivery = waiting(one, since=now)
            deliveries = Deliveries(at_work.stage._store)
            made = await deliveries.make([delivery])
            assert await deliveries.make([delivery]) == {}, "it is there"
            assert await deliveries.claim([*made.values()], now=now, until=now + timedelta(seconds=60))
            at_work.stage._sender.take(one, [delivery], made)
            await at_work.told(other)
            await becomes(at_work, "sent", other)
            assert [each.json()["data"]["id"] for each in receiver.taken()] == [other.id]
            assert await at_work.states(one) == ["waiting"]

    asyncio.run(run())


def test_two_workers_send_nothing_twice(installation: Installation) -> None:
    many = some(30)

    async def run() -> None:
        async with hook(*[500] * 10) as receiver:
            receivers = {"desk": webhook(receiver.url())}
            async with (
                office(installation, receivers, RULE) as one,
                office(installation, receivers, RULE) as other,
            ):
                await asyncio.gather(one.told(*many), other.told(*many[::-1]))
                await becomes(one, "sent", *many, within=60)
                await asyncio.sleep(1.5)
            ids = [each.id for each in receiver.taken()]
            assert sorted(ids) == sorted(delivery_id(each.id, "desk") for each in many)

    asyncio.run(run())


def test_a_withdrawal_never_overtakes_what_it_takes_back(installation: Installation) -> None:
    other = some(1)[0]

    async def run() -> None:
        async with (
            hook(500) as receiver,
            office(installation, {"desk": webhook(receiver.url())}, RULE, delivery_wait=1.0) as at_work,
        ):
            await at_work.told(alert(), alert("revised"), alert("withdrawn"), other)
            await becomes(at_work, "sent", alert(), alert("revised"), alert("withdrawn"), other)
            taken = [each.json()["data"]["id"] for each in receiver.taken()]
            assert [each for each in taken if each != other.id] == [
                alert().id,
                alert("revised").id,
                alert("withdrawn").id,
            ]
            # what is about another force does not wait for them
            assert taken[0] == other.id

    asyncio.run(run())


def test_a_withdrawal_goes_to_who_was_told_whatever_has_become_of_the_rule(
    installation: Installation,
) -> None:
    async def run() -> None:
        async with hook() as first, hook() as second:
            receivers = {"desk": webhook(first.url()), "night": webhook(second.url())}
            async with office(installation, receivers, RULE) as at_work:
                await at_work.told(alert())
                await becomes(at_work, "sent", alert())
                await Rulebook(at_work.stage._store).put(
                    RULE.model_copy(update={"to": ("night",), "paused": True})
                )
                await at_work.told(alert("withdrawn"))
                await becomes(at_work, "sent", alert("withdrawn"))
            assert [call.json()["type"] for call in first.taken()] == ["alert.new", "alert.withdrawn"]
            assert not second.asked, "it was told nothing that could be taken back"

    asyncio.run(run())


def test_a_receiver_that_asks_to_be_left_alone_is(installation: Installation) -> None:
    one, two = some(2)

    async def run() -> None:
        async with (
            hook(429, Retry_After="3") as receiver,
            office(installation, {"desk": webhook(receiver.url())}, RULE) as at_work,
        ):
            await at_work.told(one)
            await comes(lambda: receiver.asked)
            await at_work.told(two)
            await becomes(at_work, "sent", one, two)
            assert receiver.asked[1].at - receiver.asked[0].at > 2.9

    asyncio.run(run())


def test_of_several_addresses_each_is_told_once_though_one_fails_first(installation: Installation) -> None:
    async def run() -> None:
        async with (
            hook(500, 500) as failing,
            hook() as fine,
            office(
                installation,
                {"desk": {"apprise": [f"json://127.0.0.1:{each.port}/x" for each in (fine, failing)]}},
                RULE,
            ) as at_work,
        ):
            await at_work.told(alert())
            await becomes(at_work, "sent", alert())
            assert [len(each.taken()) for each in (fine, failing)] == [1, 1]
            assert [len(each.asked) for each in (fine, failing)] == [1, 3]
            assert fine.asked[0].json()["title"] == "New: at least 2,400 Norwegian troops in Estonia"

    asyncio.run(run())


def test_a_digest_is_one_message_with_all_in_order_and_the_same_one_when_it_is_sent_again(
    installation: Installation,
) -> None:
    rule = Rule(name="all news", to=("desk",), digest="hourly")
    alerts = [alert(), alert("revised"), *some(1), alert("withdrawn")]

    async def run() -> None:
        async with (
            hook(500) as receiver,
            office(installation, {"desk": webhook(receiver.url())}, rule) as at_work,
        ):
            await at_work.told(*alerts)
            waiting = [await at_work.delivery(each) for each in alerts]
            assert {each.digest for each in waiting} == {"hourly"}
            assert all(each.due.minute == 0 and each.due > each.made for each in waiting)
            await asyncio.sleep(1.5)
            assert not receiver.asked
            now = datetime.now(UTC)
            # the hour is over
            await Deliveries(at_work.stage._store).change(
                [each.model_copy(update={"due": now}) for each in waiting], lease=None
            )
            await becomes(at_work, "sent", *alerts)
            assert len({(await at_work.delivery(each)).due for each in alerts}) == 1, (
                "it was due again as one"
            )
            first, second = receiver.asked
            assert (first.id, first.body) == (second.id, second.body)
            assert second.is_signed()
            assert second.json()["type"] == "alert.digest"
            assert [each["id"] for each in second.json()["data"]["alerts"]] == [each.id for each in alerts]

    asyncio.run(run())


def test_quiet_hours_and_paused_rules_and_the_feed(installation: Installation) -> None:
    now = datetime.now(UTC)
    quiet = Quiet(
        start=(now - timedelta(hours=1)).strftime("%H:%M"), end=(now + timedelta(hours=1)).strftime("%H:%M")
    )
    rules = [
        Rule(name="all news", to=("night",), quiet=quiet),
        Rule(name="the Baltic", to=("desk",), paused=True),
        Rule(name="the feed"),
    ]

    async def run() -> None:
        async with (
            hook() as receiver,
            office(installation, {"desk": webhook(receiver.url())}, *rules) as at_work,
        ):
            told = alert("revised", rules=("all news", "the Baltic", "the feed", "removed"))
            await at_work.told(told)
            (waiting,) = await Deliveries(at_work.stage._store).read(
                delivery_id(told.id, name) for name in ("night", "desk")
            )
            assert waiting.delivery.receiver == "night"
            assert now < waiting.delivery.due <= now + timedelta(hours=1)
            assert waiting.delivery.due.strftime("%H:%M") == quiet.end
            await asyncio.sleep(1.5)
            assert not receiver.asked

    asyncio.run(run())


@pytest.mark.parametrize("kind", ["webhook", "apprise", "name"])
def test_a_private_address_is_refused_before_anything_is_sent(installation: Installation, kind: str) -> None:
    async def run() -> None:
        async with hook() as receiver:
            how = {
                "webhook": webhook(receiver.url()),
                "apprise": {"apprise": f"json://127.0.0.1:{receiver.port}/x"},
                "name": webhook(f"http://localhost:{receiver.port}/x"),
            }[kind]
            async with office(
                installation, {"desk": how}, RULE, webhooks_to_private_addresses=False
            ) as at_work:
                await at_work.told(alert())
                await becomes(at_work, "given_up", alert())
                (letter,) = at_work.letters()
                assert "1 is not a public address; MUSTER_WEBHOOKS_TO_PRIVATE_ADDRESSES=true allows it" in (
                    letter.reason
                )
            assert not receiver.asked

    asyncio.run(run())


def test_a_redirect_is_not_followed(installation: Installation) -> None:
    async def run() -> None:
        async with (
            hook() as inside,
            hook(*[307] * 9, Location=f"http://127.0.0.1:{inside.port}/") as receiver,
            office(
                installation,
                {
                    "desk": webhook(receiver.url()),
                    "form": {"apprise": f"form://127.0.0.1:{receiver.port}/x?redirect=yes"},
                },
                Rule(name="all news", to=("desk", "form")),
            ) as at_work,
        ):
            await at_work.told(alert())
            await becomes(at_work, "given_up", alert())
            await becomes(at_work, "given_up", alert(), receiver="form")
            assert not inside.asked

    asyncio.run(run())


def test_a_worker_tells_and_shows_no_secret_anywhere(installation: Installation, tmp_path: Path) -> None:
    """A real worker, at its most talkative; secrets in the environment, in a file, in addresses."""
    told, again = some(2)

    async def run(receiver: Hook) -> None:
        path = tmp_path / "receivers.yaml"
        (tmp_path / "key").write_text(KEY)
        taken = f"127.0.0.1:{receiver.port}"
        known = {
            "hook": {"webhook": f"http://user:{HIDDEN}@{taken}/{HIDDEN}", "secret_file": "key"},
            "form": {"apprise": f"form://user:{HIDDEN}@{taken}/{HIDDEN}?+X-Token={HIDDEN}"},
            "shut": webhook(f"http://user:{HIDDEN}@127.0.0.1:9/{HIDDEN}"),
            "lost": {"apprise": f"json://user:{HIDDEN}@nowhere.invalid/{HIDDEN}"},
            "mail": {"apprise": f"mailto://user:{HIDDEN}@127.0.0.1:9?to=a@example.org&from=b@example.org"},
        }
        path.write_text(json.dumps(known))
        there = installation.with_(
            receivers=path,
            webhooks_to_private_addresses=True,
            delivery_timeout=2.0,
            delivery_wait=0.1,
            delivery_attempts=2,
            log_level="debug",
        )
        async with Store(there.settings) as store:
            await Rulebook(store).put(Rule(name="all news", to=tuple(known)))
        with Worker(there.settings, log=there.log(), stages="deliver") as worker:
            await asyncio.to_thread(_publish, there, [told, again])
            await asyncio.to_thread(there.wait, worker)
            await comes(lambda: len(receiver.taken()) == 4, within=60)
            await asyncio.to_thread(until, lambda: len(there.messages(topics.DEAD_LETTERS)) == 6, timeout=60)

    async def with_hook() -> list[str]:
        async with hook() as receiver:
            await run(receiver)
            return [each.headers.get("webhook-id", "") for each in receiver.taken(f"/{HIDDEN}")]

    ids = asyncio.run(with_hook())
    assert {delivery_id(each.id, "hook") for each in (told, again)} < set(ids)
    log = installation.log()
    assert len(lines(log, " alert ")) == 2
    assert len(lines(log, "delivered ")) >= 4
    letters = installation.messages(topics.DEAD_LETTERS)
    assert {letter["stage"] for _, letter in letters} == {"deliver"}
    kept = asyncio.run(_everything(installation.settings))
    assert kept.count('"given_up"') == 6
    for text in (log.read_text(), kept, json.dumps(letters)):
        for secret in (HIDDEN, KEY, KEY.removeprefix("whsec_")):
            assert secret not in text


def test_a_worker_killed_while_it_sends_loses_nothing_and_repeats_that_one_under_the_same_id(
    installation: Installation,
) -> None:
    one, two = some(2)

    async def run() -> None:
        async with hook(STALL) as receiver:
            path = installation.settings.home / "receivers.yaml"
            path.write_text(json.dumps({"desk": webhook(receiver.url())}))
            there = installation.with_(
                receivers=path, webhooks_to_private_addresses=True, delivery_timeout=2.0
            )
            async with Store(there.settings) as store:
                await Rulebook(store).put(RULE)
            with (
                pytest.raises(MusterError, match="stopped by itself"),
                Worker(there.settings, log=there.log("first"), stages="deliver") as first,
            ):
                await asyncio.to_thread(_publish, there, [one, two])
                await comes(lambda: receiver.asked, within=60)
                first.process.kill()
                first.process.wait()
            with Worker(there.settings, log=there.log("second"), stages="deliver") as second:
                await asyncio.to_thread(there.wait, second)
                await comes(lambda: len(receiver.taken()) == 2, within=90)
                await asyncio.sleep(2)
            ids = [each.id for each in receiver.asked]
            assert sorted(set(ids)) == sorted(delivery_id(each.id, "desk") for each in (one, two))
            assert sorted(each.id for each in receiver.taken()) == sorted(set(ids))

    asyncio.run(run())
    told = [*lines(installation.log("first"), " alert "), *lines(installation.log("second"), " alert ")]
    assert len(told) <= 3


def test_a_worker_whose_sender_crashes_stops_and_says_why(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def trip(self: Deliver, out: Outbox) -> None:
        raise KeyError("a mistake in the sender")

    monkeypatch.setattr(Deliver, "meanwhile", trip)
    with pytest.raises(MusterError, match="stage deliver has crashed: KeyError: 'a mistake in the sender'"):
        asyncio.run(asyncio.wait_for(work(installation.settings, ["deliver"]), 60))


def _publish(installation: Installation, alerts: Sequence[Alert]) -> None:
    from kafka import KafkaProducer

    producer = KafkaProducer(bootstrap_servers=installation.settings.kafka.split(","))
    for each in alerts:
        producer.send(
            installation.settings.prefix + topics.ALERTS, key=b"key", value=each.model_dump_json().encode()
        ).get(30)
    producer.close()


async def _everything(settings: Settings) -> str:
    async with connect(settings) as client:
        await client.indices.refresh(index=f"{settings.prefix}*")
        answer = await client.search(index=f"{settings.prefix}*", size=1_000)
    return json.dumps([hit["_source"] for hit in answer["hits"]["hits"]])
