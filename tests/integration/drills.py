"""The recovery drills of docs/operating.md, to be done as they stand there."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from consumers.command.running import environment
from consumers.stored.elastic import Store
from schemas.elasticsearch import KINDS
from tests.integration.installation import Installation
from tests.pages import blocks

PAGE = "docs/operating.md"
_TIMES = ("told", "delivered")


def commands(section: str) -> list[str]:
    """The blocks of commands in a section of the page, in order."""
    return [block.text for block in blocks(PAGE, "sh", section=section)]


def shell(installation: Installation, lines: str, *, code: int = 0, folder: Path | None = None) -> str:
    """Have a shell do them in a folder, as an operator would; what they said."""
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    done = subprocess.run(
        ["sh", "-eu", "-c", lines],
        check=False,
        env=environment(installation.settings) | {"PATH": path, "COLUMNS": "200"},
        cwd=folder or installation.settings.home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == code, f"{lines}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def state(installation: Installation) -> dict[str, dict[str, Any]]:
    """Every document of every index, by kind and id; of times only that there is one."""

    async def ask(store: Store) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for kind in (kind for kind in KINDS if kind != "rebuilds"):
            alias = "stories-all" if kind == "stories" else kind
            await store.refresh(alias)
            (hits,) = await store.searches(alias, [{"query": {"match_all": {}}, "size": 10_000}])
            found[kind] = {hit["_id"]: _timeless(kind, hit["_source"]) for hit in hits}
        return found

    return installation.ask(ask)


def differences(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> list[str]:
    """Kind, id and field of all that is not as it was."""
    return [
        f"{kind} {key} {name}: {one.get(name)!r} → {other.get(name)!r}"
        for kind in before
        for key in sorted({*before[kind], *after[kind]})
        for one, other in [(before[kind].get(key, {}), after[kind].get(key, {}))]
        for name in sorted({*one, *other})
        if one.get(name) != other.get(name)
    ]


def _timeless(kind: str, source: dict[str, Any]) -> dict[str, Any]:
    if kind != "alerts":
        return source
    return {name: bool(value) if name in _TIMES else value for name, value in source.items()}


def lose(installation: Installation, *kinds: str) -> None:
    """As a disk would."""

    async def delete(store: Store) -> None:
        for kind in kinds:
            alias = "stories-all" if kind == "stories" else kind
            (index,) = await store.client.indices.get_alias(name=store.name(alias))
            await store.client.indices.delete(index=index)

    installation.ask(delete)


@contextmanager
def receiver() -> Iterator[tuple[str, list[str]]]:
    """Someone who is told by webhook: their address, and the ids of what they were sent."""
    sent: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            sent.append(self.headers["webhook-id"])
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """What it is sent is looked at in the test."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", sent
        finally:
            server.shutdown()
