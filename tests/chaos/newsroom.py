"""Newsrooms: some put their stories into Kafka, some push them to the gateway; all of them in order, until taken."""

import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import httpx2
from kafka import KafkaProducer

from consumers import topics
from consumers.gateway.app import keys_file
from consumers.gateway.keys import Keys
from consumers.settings import Settings
from tests.chaos.stream import Message

PATIENCE = 1_800.0
"""seconds in which a newsroom's story has to be taken"""
WRONG_STATUS = (400, 401, 403, 404, 409, 413, 415, 422)
"""answers to a push that asking again does not mend"""


class Newsrooms:
    """Who may push, and where to."""

    def __init__(self, settings: Settings, messages: Sequence[Message], gateway: str) -> None:
        keys = Keys(keys_file(settings))
        names = sorted({message.pushed_by for message in messages if message.pushed_by})
        self._keys = {name: keys.add(name, today=date(2026, 11, 16)) for name in names}
        self._settings = settings
        self._messages = messages
        self._gateway = gateway

    def publish(self, rate: float) -> None:
        """All messages at a steady pace, so many a second; returns once all are taken, however long that lasts."""
        began = time.monotonic()
        due = [(began + number / rate, message) for number, message in enumerate(self._messages)]
        with ThreadPoolExecutor(2) as threads:
            ways = [
                threads.submit(self._produce, [each for each in due if not each[1].pushed_by]),
                threads.submit(self._push, [each for each in due if each[1].pushed_by]),
            ]
            for way in ways:
                way.result()

    def _produce(self, due: Iterable[tuple[float, Message]]) -> None:
        with KafkaProducer(
            bootstrap_servers=self._settings.kafka.split(","),
            acks="all",
            enable_idempotence=True,
            retries=1_000_000,
            delivery_timeout_ms=1_800_000,
            max_block_ms=600_000,
            linger_ms=5,
        ) as producer:
            sent = []
            for when, message in due:
                _wait_until(when)
                topic = self._settings.prefix + topics.ARTICLES
                sent.append(producer.send(topic, key=message.key, value=message.value))
            for each in sent:
                each.get(timeout=PATIENCE)

    def _push(self, due: Iterable[tuple[float, Message]]) -> None:
        with httpx2.Client(timeout=10) as client:
            for when, message in due:
                _wait_until(when)
                _pushed(client, self._gateway, message, self._keys)


def _wait_until(when: float) -> None:
    time.sleep(max(0.0, when - time.monotonic()))


def _pushed(client: httpx2.Client, gateway: str, message: Message, keys: Mapping[str, str]) -> None:
    """Pushed again until it is taken: what came twice changes nothing."""
    headers = {"authorization": f"Bearer {keys[message.pushed_by or '']}"}
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            answer = client.post(f"{gateway}/push", content=message.value, headers=headers)
        except httpx2.TransportError:
            time.sleep(0.5)
            continue
        if answer.status_code == 202:
            return
        assert answer.status_code not in WRONG_STATUS, answer.text
        time.sleep(0.5)
    raise AssertionError(f"the gateway does not take {message.key!r}")
