"""Processes that read stories, so that no story can hold up the event loop, outlive its time or take the worker along.

Texts go in and bytes come out, never a spaCy document. A process that dies or is late is replaced; what it was given
is tried again one by one, so that only the story at fault is given up. Processes are replaced now and then, for what
reads text for days grows.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

import structlog

from consumers.errors import Unavailable, Unreadable
from consumers.metrics.pools import PoolMeasures
from consumers.settings import Settings
from consumers.worker.child import Child, Died, TookTooLong

log = structlog.get_logger()

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

STARTS = 3
"""of a process that dies as it starts, before its worker gives up: one may have been killed by the way"""
TOGETHER = 250_000
"""bytes that a process is given at once, about sixty stories: what spaCy likes best; a larger story goes alone"""


@dataclass(frozen=True)
class Keep:
    """How long a process is kept: for so many items, and while it holds no more than so many bytes after some."""

    items: int
    memory: int

    @classmethod
    def of(cls, settings: Settings, *, stages: int = 1) -> "Keep":
        """As the settings say, where each story comes once for each of so many stages."""
        return cls(items=stages * settings.process_stories, memory=settings.process_mebibytes << 20)


class Pool:
    """`processes` processes, each started when it is first needed. `begin`, a function that can be pickled, is called
    in each before its first task; `name` is what they are counted by."""

    def __init__(
        self, begin: Callable[[], object], *, processes: int, keep: Keep, name: str = "stories"
    ) -> None:
        self._measures = PoolMeasures(name, processes=processes)
        self._begin = begin
        self._processes = processes
        self._keep = keep
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="pool")
        self._idle: queue.LifoQueue[Child] = queue.LifoQueue()
        self._all: set[Child] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._asked = 0

    def submit(self, task: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Have a process do a task, however long it takes. The future raises `Died`, or what the task raised."""
        return self._threads.submit(lambda: self._do(1, None, task, *args, **kwargs))

    async def ready(self) -> None:
        """Wait until a process is ready. Raises what `begin` raised in it, `Unavailable` if some have died of it."""
        for left in reversed(range(STARTS)):
            try:
                await asyncio.wrap_future(self.submit(_nothing))
            except Unavailable as error:
                if not left or self._closed:
                    raise
                log.warning("waiting", reason=str(error), starts_left=left)
            else:
                return

    async def one(self, task: Callable[[T], R], item: T, *, seconds: float, spent: float = 0.0) -> R:
        """What a process makes of an item.

        Raises `Unreadable` if that takes longer than `seconds`, of which some may be spent, or if two processes have
        died of it.
        """
        for is_last in (False, True):
            try:
                return await self._ask(seconds - spent, task, item)
            except TookTooLong as error:
                raise Unreadable(f"took longer than {seconds:g} s (MUSTER_STORY_SECONDS)") from error
            except Died as error:
                # once may be the machine's fault, which is short of memory
                if is_last:
                    raise Unreadable(f"made the process that read it die, twice ({error})") from error
        raise AssertionError("not reached")

    async def each(
        self,
        task: Callable[[list[T]], list[R]],
        items: Sequence[T],
        *,
        size: Callable[[T], int],
        together: int = TOGETHER,
        seconds: float,
        progress: Callable[[], object] = lambda: None,
    ) -> list[R | Unreadable]:
        """What the processes make of items, in order; in the place of one that had to be given up, why.

        They are shared out among the processes that have nothing to do, and go together up to `together` bytes. No item
        costs more than `seconds`: those that go together have half of that, and if it is not enough, each has the other
        half alone. `progress` is called whenever some of it is settled.
        """

        async def alone(item: T, spent: float) -> R | Unreadable:
            try:
                (result,) = await self.one(task, [item], seconds=seconds, spent=spent)
            except Unreadable as error:
                return error
            finally:
                progress()
            return result

        async def at_once(load: Sequence[T]) -> list[R | Unreadable]:
            spent = 0.0
            if len(load) > 1 and sum(map(size, load)) <= together:
                try:
                    return [*await self._ask(seconds / 2, task, list(load), items=len(load))]
                except (Died, TookTooLong) as error:
                    log.warning("reading one by one", stories=len(load), reason=str(error))
                    spent = seconds / 2 if isinstance(error, TookTooLong) else 0.0
                finally:
                    progress()
            return [await alone(item, spent) for item in load]

        free = max(1, self._processes - self._asked)
        loads = share_out(items, size=size, processes=free, most=together)
        done = await asyncio.gather(*map(at_once, loads))
        return [result for results in done for result in results]

    def close(self) -> None:
        """End the processes, whatever they do. Who waits for one is told `Unavailable`."""
        with self._lock:
            self._closed = True
            for child in self._all:
                child.kill()
        self._threads.shutdown()
        for child in self._all:
            child.close()

    async def _ask(self, seconds: float, task: Callable[[T], R], item: T, *, items: int = 1) -> R:
        if self._closed:
            raise _stopping()
        self._asked += 1
        try:
            return await asyncio.wrap_future(
                self._threads.submit(lambda: self._do(items, seconds, task, item))
            )
        finally:
            self._asked -= 1

    def _do(
        self, items: int, seconds: float | None, task: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """In a thread: there are no more of them than processes."""
        child = self._child()
        try:
            with self._measures.busy():
                return child.do(task, items, seconds, *args, **kwargs)
        except (Died, TookTooLong) as error:
            if self._closed:
                raise _stopping() from error
            log.warning("a process was lost", reason=str(error))
            self._measures.lost()
            raise
        finally:
            self._put_back(child)

    def _child(self) -> Child:
        """One that is ready. Raises `Unavailable` if it ends before it is."""
        try:
            while not (child := self._idle.get_nowait()).is_alive():
                log.warning("a process was lost", reason="it died while it had nothing to do")
                self._measures.lost()
                self._forget(child)
            return child
        except queue.Empty:
            pass
        with self._lock:
            if self._closed:
                raise _stopping()
            child = Child(self._begin)
            self._all.add(child)
        try:
            child.begin()
        except (Died, TookTooLong) as error:
            self._forget(child)
            if self._closed:
                raise _stopping() from error
            raise Unavailable(f"a process that reads stories ended as it started ({error})") from error
        except BaseException:
            self._forget(child)
            raise
        return child

    def _put_back(self, child: Child) -> None:
        if child.is_alive() and child.read < self._keep.items and child.memory <= self._keep.memory:
            self._idle.put(child)
            return
        if child.is_alive():
            log.info("a process is replaced", items=child.read, mebibytes=child.memory >> 20)
            self._measures.replaced()
        self._forget(child)

    def _forget(self, child: Child) -> None:
        with self._lock:
            if not self._closed:
                self._all.discard(child)
                child.close()


def share_out(
    items: Sequence[T], *, size: Callable[[T], int], processes: int, most: int = TOGETHER
) -> list[Sequence[T]]:
    """Runs of items in order, at least one a process, about as large as one another and no larger than `most`."""
    total = sum(map(size, items))
    runs = max(processes, -(-total // most))
    loads: list[list[T]] = [[]]
    done = 0
    for item in items:
        # an item goes where the most of it falls
        if loads[-1] and done + size(item) / 2 > total * len(loads) / runs:
            loads.append([])
        loads[-1].append(item)
        done += size(item)
    return [load for load in loads if load]


def _stopping() -> Unavailable:
    return Unavailable("this worker is stopping")


def _nothing() -> None:
    """The task that finds out whether a process is ready."""
