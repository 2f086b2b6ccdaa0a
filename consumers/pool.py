"""spaCy in processes of its own: it would hold up the event loop, and threads gain nothing (DESIGN 6)."""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import ParamSpec, TypeVar

import msgspec
import structlog

from consumers.errors import MusterError, Unreadable
from pipeline.parse import Columns, ModelMissing, Parser

log = structlog.get_logger()

P = ParamSpec("P")
R = TypeVar("R")

_decoder = msgspec.msgpack.Decoder(list[Columns])
_parser: Parser | None = None
"""a worker process's own; the parent's stays None"""
_missing = "only a process of the pool has a parser"
"""why there is none"""


class ParserPool:
    """Processes that parse. Texts go in and bytes come out, never a spaCy document.

    A process that dies takes nothing down with it: its texts are tried once more, alone.
    """

    def __init__(self, *, model: str, processes: int) -> None:
        self._model = model
        self._processes = processes
        self._executor = self._start()

    def submit(self, task: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Have a process do a task; a function of a module, for which `parser()` is at hand there."""
        return self._executor.submit(task, *args, **kwargs)

    async def parse(self, texts: Sequence[str]) -> list[Columns]:
        """One parse a text, in order. Raises `Unreadable` if a text kills the process that parses it."""
        try:
            return await self._parse(texts)
        except BrokenProcessPool:
            self._restart()
        return [await self._alone(text) for text in texts]

    async def _parse(self, texts: Sequence[str]) -> list[Columns]:
        loads = _share_out(texts, self._processes)
        done = await asyncio.gather(*(asyncio.wrap_future(self.submit(_parse, list(load))) for load in loads))
        return [columns for data in done for columns in unpack(data)]

    async def _alone(self, text: str) -> Columns:
        try:
            (columns,) = await self._parse([text])
        except BrokenProcessPool as error:
            self._restart()
            raise Unreadable("the parser died of this text") from error
        return columns

    async def ready(self) -> str:
        """Wait until a process has loaded its model; gives the model's name. Raises `MusterError` if it can't."""
        return await asyncio.wrap_future(self.submit(_name))

    def close(self) -> None:
        """End the processes."""
        self._executor.shutdown(cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._processes,
            # a forked child would inherit the event loop's sockets and locks
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(self._model,),
        )

    def _restart(self) -> None:
        log.warning("parser process died", processes=self._processes)
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start()


def unpack(data: bytes) -> list[Columns]:
    """The parses that a process handed back."""
    return _decoder.decode(data)


def _share_out(texts: Sequence[str], processes: int) -> list[Sequence[str]]:
    """One run of texts a process, about as long as one another, in order."""
    total = sum(map(len, texts))
    loads: list[list[str]] = [[]]
    size = 0
    for text in texts:
        # a text goes where the most of it falls
        if loads[-1] and size + len(text) / 2 > total * len(loads) / processes:
            loads.append([])
        loads[-1].append(text)
        size += len(text)
    return [load for load in loads if load]


# --- in the worker process ----------------------------------------------------------------------


def _begin(model: str) -> None:
    global _parser, _missing  # noqa: PLW0603  # a process has one model, loaded before any task
    # Ctrl-C goes to the whole group; the parent decides when its children stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()
    try:
        _parser = Parser(model=model)
    except ModelMissing as error:
        # an initializer that raises tells nobody why; the first task does
        _missing = str(error)


def _die_with(parent: int) -> None:
    """A parent killed outright closes nothing; only its end of this pipe tells."""
    wait([parent])
    os._exit(0)


def parser() -> Parser:
    """This worker process's own parser. Raises `MusterError` if its model is not installed."""
    if _parser is None:
        raise MusterError(_missing)
    return _parser


def _parse(texts: list[str]) -> bytes:
    return msgspec.msgpack.encode(list(parser().parse(texts)))


def _name() -> str:
    return parser().name
