"""`/live`, `/ready` and `/metrics` over HTTP, from threads of their own: the event loop may be what hangs."""

import json
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from consumers.errors import MusterError
from consumers.health.said import said
from consumers.metrics import exposed

Faults = Callable[[], list[str]]
"""why it isn't so; nothing where it is"""

_METRICS: Final = "metrics"
_SLOW_CLIENT: Final = 10.0
"""seconds that a client has to say what it wants"""


class HealthServer:
    """Answers 200 or 503 with `{"live": false, "reasons": […]}` at `host:port`; any process may have one."""

    def __init__(self, address: str, *, live: Faults, ready: Faults) -> None:
        self._address = address
        self._faults = {"live": live, "ready": ready}
        self._server: ThreadingHTTPServer | None = None

    def open(self) -> None:
        """Answer from now on. Raises `MusterError` if the address is taken or none of this machine."""
        host, _, port = self._address.rpartition(":")
        handler = type("Handler", (_Handler,), {"faults": self._faults})
        try:
            self._server = ThreadingHTTPServer((host, int(port)), handler)
        except OSError as error:
            raise MusterError(f"MUSTER_HEALTH: can't listen at {self._address}: {error.strerror}") from error
        threading.Thread(target=self._server.serve_forever, name="health-server", daemon=True).start()

    def close(self) -> None:
        """Answer no more."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    faults: Mapping[str, Faults]
    timeout = _SLOW_CLIENT
    server_version = "muster"
    sys_version = ""

    def do_GET(self) -> None:  # as the library calls it
        name = self.path.partition("?")[0].removeprefix("/")
        if name == _METRICS:
            self._send(HTTPStatus.OK, exposed.text(), exposed.CONTENT_TYPE)
            return
        if name not in self.faults:
            self._answer(
                HTTPStatus.NOT_FOUND, {"there is": [f"/{each}" for each in (*self.faults, _METRICS)]}
            )
            return
        self._answer(*said(name, self.faults[name]()))

    def _answer(self, status: HTTPStatus, body: Mapping[str, Any]) -> None:
        self._send(status, json.dumps(body).encode(), "application/json")

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """A probe every few seconds is nothing to log."""
