"""Serving a web application until told to stop: the desk, the gateway."""

import asyncio
import ipaddress
import socket
import sys

import uvicorn
from fastapi import FastAPI

from consumers.command.progress import console
from consumers.errors import MusterError


async def serve(
    app: FastAPI, *, what: str, host: str, port: int, grace: int, with_parent: bool = False
) -> None:
    """Serve until SIGTERM or Ctrl-C; requests that are being answered then have `grace` seconds.

    `what` it is and its address are printed once it can be reached. Raises `MusterError` if the port is taken.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        # who asks is who connects: who trusts a proxy has a setting of their own for it
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=grace,
    )
    server = _Announced(config, what)
    try:
        bound = config.bind_socket()
    except SystemExit:
        raise MusterError(f"{host}:{port} is taken, or is no address of this machine; try --port 0") from None
    # an answer's head and body are two writes, and asyncio leaves a socket that uvicorn bound to wait 40 ms between them
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if with_parent:
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), _stop, server)
    await server.serve(sockets=[bound])


class _Announced(uvicorn.Server):
    """Says where it is once it listens, and not before: whoever reads it may connect at once."""

    def __init__(self, config: uvicorn.Config, what: str) -> None:
        super().__init__(config)
        self._what = what

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen."""
        await super().startup(sockets)
        if self.started and sockets:
            where = address(self.config.host, sockets[0].getsockname()[1])
            console.print(f"{self._what}: {where}", highlight=False)


def _stop(server: uvicorn.Server) -> None:
    server.should_exit = True
    asyncio.get_running_loop().remove_reader(sys.stdin.fileno())


def address(host: str, port: int) -> str:
    """What one types into a browser."""
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{shown}:{port}/"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def free_port(usual: int) -> int:
    """The usual port, or one that is free where that is taken."""
    for port in dict.fromkeys((usual, 0)):
        with socket.socket() as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listening.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(listening.getsockname()[1])
    raise MusterError("no port of 127.0.0.1 is free")
