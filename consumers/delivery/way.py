"""A way to an address: what is sent, and what every way of sending keeps to."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consumers.delivery.message import Message
from consumers.delivery.outcome import Outcome

NOT_PUBLIC = "{} is not a public address; MUSTER_WEBHOOKS_TO_PRIVATE_ADDRESSES=true allows it"


@dataclass(frozen=True)
class Parcel:
    """What is sent. `id` is the same whenever it is sent again; people read `message`, programs `payload`."""

    id: str
    message: Message
    payload: Mapping[str, Any]


class Way(ABC):
    """Reaches one address. It holds its secrets, and what it raises, logs or gives back has none of them."""

    @property
    @abstractmethod
    def kind(self) -> str:
        """What it is, for people: "webhook", "Slack"."""

    @property
    @abstractmethod
    def host(self) -> str | None:
        """Where it leads, if it is no secret."""

    @abstractmethod
    async def send(self, parcel: Parcel) -> Outcome:
        """Send once, within the time limit. Whatever goes wrong is a `Failed`, not an exception."""
