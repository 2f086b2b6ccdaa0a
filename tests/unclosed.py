"""kafka-python leaves a socket whose connecting comes to nothing, for it is refused, or given up by who closes the client
meanwhile, to the garbage collector, which warns of it in whatever test comes next. Here it is closed, so that every
warning that is left is of ours."""

from typing import Any

from kafka.net.inet import KafkaNetSocket

_connect = KafkaNetSocket.sock_connect


async def _connect_or_close(
    self: KafkaNetSocket, net: Any, sock: Any, address: Any, timeout_at: Any = None
) -> Any:
    try:
        return await _connect(self, net, sock, address, timeout_at=timeout_at)
    except BaseException:
        sock.close()
        raise


def close_what_is_not_connected() -> None:
    """For this process, from now on."""
    KafkaNetSocket.sock_connect = _connect_or_close
