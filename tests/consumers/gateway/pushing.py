"""A gateway in this process, with a list in the place of Kafka."""

import base64
import hashlib
import hmac
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from consumers.errors import Unavailable
from consumers.gateway import create_app
from consumers.gateway.broker import Broker, Message
from consumers.gateway.keys import Keys
from consumers.gateway.rates import Rates
from consumers.settings import Settings

STORY = b'{"uri": "urn:test:1", "text": "Ten soldiers.", "versioncreated": "2026-11-16T06:05:00Z"}'
TOKEN = "north wire's own token"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PROVIDERS = f"""
north: {{superdesk: "{TOKEN}"}}
south: {{webhook: {SECRET}, provider: South Wire}}
slow: {{rate: 2, largest: 1000}}
"""


@dataclass
class Taking(Broker):
    """Takes everything, or nothing."""

    taken: list[Message] = field(default_factory=list)
    away: bool = False

    async def put(self, messages: Sequence[Message]) -> None:
        if self.away:
            raise Unavailable("Kafka is away")
        self.taken += messages

    async def not_live(self) -> list[str]:
        return []

    async def not_ready(self) -> list[str]:
        return ["Kafka does not answer"] if self.away else []


@dataclass(frozen=True)
class Door:
    """What tests knock at; `key` is east's, `slow` a header with that of slow."""

    client: TestClient
    broker: Taking
    key: str
    slow: dict[str, Any]

    def push(self, body: bytes = STORY, to: str = "/push", **headers: str) -> Any:
        """By east's key, unless a header says who else."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if not named.keys() & {"authorization", "webhook-id", "webhook-signature", "x-superdesk-signature"}:
            named["authorization"] = f"Bearer {self.key}"
        return self.client.post(to, content=body, headers=named)


def door(folder: Path, *, clock: Any = time.monotonic, **changes: Any) -> Door:
    """A gateway with a provider of each way."""
    (folder / "providers.yaml").write_text(PROVIDERS)
    keys = Keys(folder / "gateway-keys")
    east, slow = (keys.add(name, today=date(2026, 11, 16)) for name in ("east", "slow"))
    settings = Settings(_env_file=None, home=folder, gateway_providers=folder / "providers.yaml", **changes)
    app = create_app(settings)
    broker = Taking()
    app.state.gateway = replace(app.state.gateway, broker=broker, rates=Rates(clock=clock))
    # without its lifespan: nothing tries to connect
    return Door(
        TestClient(app, raise_server_exceptions=False), broker, east, {"authorization": f"Bearer {slow}"}
    )


def superdesk(body: bytes, token: str = TOKEN) -> dict[str, Any]:
    """Signed as Superdesk does, without a line of ours."""
    return {"x_superdesk_signature": f"sha1={hmac.new(token.encode(), body, 'sha1').hexdigest()}"}


def webhook(body: bytes, *, id_: str = "msg_1", at: float | None = None) -> dict[str, Any]:
    """Signed by the algorithm of Standard Webhooks, without a line of ours or of its library."""
    timestamp = str(int(time.time() if at is None else at))
    signed = b".".join([id_.encode(), timestamp.encode(), body])
    mac = hmac.new(base64.b64decode(SECRET.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    return {
        "webhook_id": id_,
        "webhook_timestamp": timestamp,
        "webhook_signature": f"v1,{base64.b64encode(mac).decode()}",
    }
