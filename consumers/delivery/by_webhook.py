"""Webhooks, signed by the Standard Webhooks scheme: https://github.com/standard-webhooks/standard-webhooks"""

import errno
import json
from datetime import UTC, datetime

import aiohttp
from pydantic import SecretStr
from standardwebhooks import Webhook
from yarl import URL

from consumers.delivery.guard import guarded
from consumers.delivery.outcome import FEW, Failed, Outcome, answered
from consumers.delivery.way import NOT_PUBLIC, Parcel, Way
from consumers.delivery.when import retry_after
from consumers.settings import Settings


class ByWebhook(Way):
    """Posts JSON. No redirect is followed, and of the answer nothing but its status and `Retry-After` is read."""

    kind = "webhook"

    def __init__(self, url: SecretStr, secret: SecretStr, settings: Settings) -> None:
        self._url = url
        self._secret = secret
        self._limit = settings.delivery_timeout
        self._allow_private = settings.webhooks_to_private_addresses

    @property
    def host(self) -> str | None:
        return URL(self._url.get_secret_value()).host

    async def send(self, parcel: Parcel) -> Outcome:
        with guarded(allow=self._allow_private) as refused:
            try:
                return await self._post(parcel)
            except (aiohttp.ClientError, OSError, ValueError) as error:
                if refused:
                    return Failed(NOT_PUBLIC.format(refused[0]), most=1)
                return self._failed(error)

    async def _post(self, parcel: Parcel) -> Outcome:
        body = json.dumps(parcel.payload, ensure_ascii=False, separators=(",", ":"))
        async with (
            aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(force_close=True),
                timeout=aiohttp.ClientTimeout(total=self._limit),
                cookie_jar=aiohttp.DummyCookieJar(),
                # a proxy would connect in our place, to wherever it is told
                trust_env=False,
            ) as session,
            session.post(
                self._url.get_secret_value(),
                data=body.encode(),
                headers=self._headers(parcel.id, body),
                allow_redirects=False,
            ) as answer,
        ):
            wait = retry_after(answer.headers.get("Retry-After"), datetime.now(UTC))
            return answered(answer.status, wait=wait)

    def _headers(self, ident: str, body: str) -> dict[str, str]:
        now = datetime.now(UTC)
        signer = Webhook(self._secret.get_secret_value())
        return {
            "content-type": "application/json",
            "user-agent": "Muster",
            "webhook-id": ident,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signer.sign(msg_id=ident, timestamp=now, data=body),
        }

    def _failed(self, error: Exception) -> Failed:
        """In our own words: those of libraries may have the address in them, which may be a secret."""
        match error:
            case TimeoutError():
                return Failed(f"no answer within {self._limit:g} s")
            case aiohttp.ClientConnectorDNSError():
                return Failed("its name leads nowhere")
            case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientSSLError():
                return Failed(f"its certificate can't be trusted ({type(error).__name__})")
            case OSError(errno=int(number)) if number in errno.errorcode:
                return Failed(f"no connection ({errno.errorcode[number]})")
            case aiohttp.InvalidURL() | ValueError():
                return Failed("its address is not one that can be called", most=FEW)
            case _:
                return Failed(f"the connection broke ({type(error).__name__})")
