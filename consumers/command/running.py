"""A worker, a desk or a gateway as a process of its own, for as long as a command lasts."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import SecretStr

from consumers.errors import MusterError
from consumers.secret_files import FILE
from consumers.settings import Settings, variable

STOP_TIMEOUT = 30.0
"""seconds that it has to finish what it holds"""


class Running:
    """`muster NAME --with-parent …` with these settings; its log goes to a file. Leaving the `with` stops it.

    Raises `MusterError` on leaving if it had already stopped by itself, with the end of its log.
    """

    def __init__(self, name: str, *options: str, settings: Settings, log: Path) -> None:
        self._name = name
        self._options = options
        self._settings = settings
        self._log = log

    def __enter__(self) -> Self:
        self._log.parent.mkdir(parents=True, exist_ok=True)
        arguments = [sys.executable, "-m", "consumers.command", self._name, "--with-parent", *self._options]
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603  # our own command
                arguments,
                env=environment(self._settings),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                # Ctrl-C at the terminal is for the command, which then stops the worker
                start_new_session=True,
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        died = self.process.poll() is not None
        if not died:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_TIMEOUT)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()
        if died:
            raise MusterError(
                f"the {self._name} stopped by itself; {self._log} ends: {self._end()}"
            ) from error

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def _end(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else "with nothing"


class Worker(Running):
    """`muster worker`, with all stages or those named with commas between."""

    def __init__(self, settings: Settings, *, log: Path, stages: str = "") -> None:
        options = ["--stages", stages] if stages else []
        super().__init__("worker", *options, settings=settings, log=log)


class Desk(Running):
    """`muster desk` on a port of this machine."""

    def __init__(self, settings: Settings, *, log: Path, port: int) -> None:
        super().__init__("desk", "--port", str(port), settings=settings, log=log)


class Gateway(Running):
    """`muster gateway` on a port of this machine."""

    def __init__(self, settings: Settings, *, log: Path, port: int) -> None:
        super().__init__("gateway", "--port", str(port), settings=settings, log=log)


def environment(settings: Settings) -> dict[str, str]:
    """This process's environment with every setting in it, as a child needs it to have the same settings."""
    ours = {}
    for name in Settings.model_fields:
        value = getattr(settings, name)
        if value is None:
            continue
        if isinstance(value, SecretStr):
            # from a file or not, it is passed on; that it was a file's need not be known
            ours[variable(name)] = value.get_secret_value()
            ours[variable(name + FILE)] = ""
        else:
            ours[variable(name)] = str(value)
    return {**os.environ, **ours}
