"""kafka-python leaves some sockets to the garbage collector, which warns of them in whatever test comes next: one whose
connecting comes to nothing, and one that still had something to write when its client was closed. Here they close
themselves, so that every warning that is left is of ours."""

import socket
from typing import Any

from kafka.net.inet import KafkaNetSocket


class _Left(socket.socket):
    """Closed when nobody holds it any more, without a word."""

    def __del__(self) -> None:
        self.close()


def _socket(self: KafkaNetSocket, *kind: Any) -> _Left:
    return _Left(*kind)


def close_what_is_left() -> None:
    """For this process, from now on."""
    KafkaNetSocket.socket = _socket
