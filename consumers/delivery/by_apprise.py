"""Mail, Slack, Teams, Telegram and some hundred more, by Apprise: https://github.com/caronc/apprise

Apprise blocks, logs what it sends, and says only whether it worked. So it runs in threads, its logs and those of the
libraries below it go nowhere, and of what it notes about a failure nothing is kept but an HTTP status.
"""

import asyncio
import logging
import re
from typing import Final

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat
from apprise.common import OverflowMode
from apprise.plugins.email import NotifyEmail
from apprise.result import AppriseResult
from pydantic import SecretStr

from consumers.delivery.guard import guarded
from consumers.delivery.message import Message, unaddressed
from consumers.delivery.outcome import Failed, Outcome, Taken, answered
from consumers.delivery.threads import Threads
from consumers.delivery.way import NOT_PUBLIC, Parcel, Way
from consumers.settings import Settings

_TALKATIVE: Final = ("apprise", "urllib3", "requests", "requests_oauthlib", "oauthlib")
"""loggers that name addresses, which are secrets"""
_STATUS: Final = re.compile(r"\berror=(\d{3})\b")
"""how Apprise notes what a server answered"""
_NO_CONNECTION: Final = "A Connection error occurred"
"""how it notes that there was no answer"""
_OPEN: Final = frozenset({"mailto", "mailtos", "json", "jsons", "xml", "xmls", "form", "forms"})
"""schemes whose host is a host; in others a token may stand in its place"""


class ByApprise(Way):
    """Sends through one Apprise plugin. What isn't mail goes to public addresses only: a mail relay is often next
    door, and speaks no HTTP."""

    def __init__(self, url: SecretStr, settings: Settings, threads: Threads[AppriseResult]) -> None:
        """Raises `ValueError`, without the address in it, if Apprise does not know such an address."""
        self._plugin = plugin(url)
        self._plugin.socket_connect_timeout = settings.delivery_timeout
        self._plugin.socket_read_timeout = settings.delivery_timeout
        self._limit = settings.delivery_timeout
        self._allow_private = settings.webhooks_to_private_addresses or isinstance(self._plugin, NotifyEmail)
        self._threads = threads
        self._running: asyncio.Future[AppriseResult] | None = None

    @property
    def kind(self) -> str:
        return str(self._plugin.service_name)

    @property
    def host(self) -> str | None:
        return str(self._plugin.host) if self._plugin.schema in _OPEN else None

    async def send(self, parcel: Parcel) -> Outcome:
        if self._running is not None and not self._running.done():
            return Failed("still busy with what it was sent before")
        with guarded(allow=self._allow_private) as refused:
            try:
                async with asyncio.timeout(self._limit):
                    self._running = await self._threads.start(lambda: self._notify(parcel.message))
                    result = await asyncio.shield(self._running)
            except TimeoutError:
                return Failed(f"no answer within {self._limit:g} s")
            except Exception as error:
                # whatever a plugin stumbles over; its words may have secrets in them
                return Failed(f"{self.kind} could not send it ({type(error).__name__})")
        if refused:
            return Failed(NOT_PUBLIC.format(refused[0]), most=1)
        if result:
            return Taken(f"{self.kind} took it")
        return _failed(self.kind, result)

    def _notify(self, message: Message) -> AppriseResult:
        service = Apprise(asset=_asset())
        service.add(self._plugin)
        return service.notify(
            title=unaddressed(message.title),
            body=unaddressed(message.body),
            # so that what renders HTML or Markdown escapes it
            body_format=NotifyFormat.TEXT,
        )


def plugin(url: SecretStr) -> NotifyBase:
    """The plugin for an address. Raises `ValueError`, without the address in it, if there is none."""
    hush()
    found = Apprise.instantiate(url.get_secret_value(), asset=_asset(), suppress_exceptions=True)
    if not isinstance(found, NotifyBase):
        raise ValueError("is no address that Apprise knows: compare it with https://appriseit.com/services/")
    # whatever the address asks for: a redirect leads where nobody has looked
    found.redirects = False
    if found.overflow_mode == OverflowMode.UPSTREAM:
        found.overflow_mode = OverflowMode.SPLIT
    return found


def hush() -> None:
    """Keep these libraries' logs from every handler."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _asset() -> AppriseAsset:
    return AppriseAsset(
        app_id="Muster",
        app_desc="Muster",
        app_url="",
        # one call, in the thread that it was made in
        async_mode=False,
        service_timeout=0,
        # the waits between attempts are ours
        default_service_retry=0,
        http_redirects=False,
        # nothing is written to disk
        storage_mode="memory",
        pgp_autogen=False,
        pem_autogen=False,
    )


def _failed(kind: str, result: AppriseResult) -> Outcome:
    """Why, as far as Apprise's notes have it in a form without addresses: the last HTTP status, or no connection."""
    notes = [entry.message for service in result for attempt in service for entry in attempt]
    statuses = [int(status) for note in notes for status in _STATUS.findall(note)]
    if statuses and not 200 <= statuses[-1] < 300:
        return answered(statuses[-1], wait=None)
    if any(note.startswith(_NO_CONNECTION) for note in notes):
        return Failed(f"{kind} could not be reached")
    return Failed(f"{kind} did not take it")
