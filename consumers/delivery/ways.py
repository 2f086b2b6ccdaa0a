"""The ways to a receiver: one for its webhook, or one for each of its Apprise addresses."""

from collections.abc import Iterable, Mapping

from consumers.delivery.by_webhook import ByWebhook
from consumers.delivery.receivers import Receiver
from consumers.delivery.threads import Threads
from consumers.delivery.way import Way
from consumers.settings import Settings

THREADS = 8
"""Apprise calls at once"""


def ways(receivers: Iterable[Receiver], settings: Settings) -> Mapping[str, tuple[Way, ...]]:
    """By receiver's name. What needs Apprise imports it: it takes a moment."""
    known = list(receivers)
    found: dict[str, tuple[Way, ...]] = {}
    for receiver in known:
        if receiver.webhook is not None:
            found[receiver.name] = (ByWebhook(receiver.webhook, receiver.secret, settings),)
    apprise = [receiver for receiver in known if receiver.apprise]
    if apprise:
        from apprise.result import AppriseResult

        from consumers.delivery.by_apprise import ByApprise

        threads = Threads[AppriseResult](THREADS)
        for receiver in apprise:
            found[receiver.name] = tuple(ByApprise(url, settings, threads) for url in receiver.apprise)
    return found
