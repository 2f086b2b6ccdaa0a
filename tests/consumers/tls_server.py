"""Servers that answer a TLS handshake, or anything else, for tests of who is believed."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def answering(context: ssl.SSLContext | None) -> Iterator[int]:
    """The port of a server that speaks TLS and then says nothing; without a context it says something else at once."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_answer, args=(listening, context), daemon=True)
        thread.start()
        try:
            yield int(listening.getsockname()[1])
        finally:
            # wakes whoever accepts
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def _answer(listening: socket.socket, context: ssl.SSLContext | None) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            connection.settimeout(10)
            if context is None:
                connection.recv(1)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            else:
                with context.wrap_socket(connection, server_side=True) as wrapped:
                    wrapped.recv(1)
