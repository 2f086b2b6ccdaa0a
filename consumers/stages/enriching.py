"""What the stages between the parse and the index share: a process that does their work, so that no story holds up the
event loop."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from consumers.errors import Unreadable
from consumers.record import Record, key_of
from consumers.settings import Settings
from consumers.stage import Outbox, Stage, readable
from consumers.worker import reading
from consumers.worker.pool import Keep, Pool

TOGETHER = 1_000_000
"""bytes of drafts that the process is given at once: forty stories"""


class Enriching(Stage):
    """A stage whose `work` is one of the functions of `consumers.worker.reading`."""

    writes: ClassVar[str]

    @staticmethod
    @abstractmethod
    def work(drafts: Sequence[bytes]) -> list[bytes | reading.Refused]:
        """What becomes of some records' values, in that process."""

    async def open(self) -> None:
        self.pool = _taken(self.settings)
        await self.pool.ready()

    async def close(self) -> None:
        _given_back(self.pool)

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        keyed = list(readable(batch, out, key_of))
        results = await self.pool.each(
            self.work,
            [record.value for record, _ in keyed],
            size=len,
            together=TOGETHER,
            seconds=self.settings.story_seconds,
            progress=out.progress,
        )
        for (record, key), result in zip(keyed, results, strict=True):
            match result:
                case bytes():
                    out.send(self.writes, key=key, value=result, of=record)
                case reading.Refused(reason):
                    out.reject(record, reason)
                case Unreadable():
                    out.reject(record, str(result))


_users: dict[Pool, int] = {}
"""the pool, while there is one, and how many stages of this worker work with it: the tables that each of them needs are
150 MB"""


def _taken(settings: Settings) -> Pool:
    pool = next(iter(_users), None) or Pool(
        reading.ready_to_enrich, processes=1, keep=Keep.of(settings, stages=3), name="enrich"
    )
    _users[pool] = _users.get(pool, 0) + 1
    return pool


def _given_back(pool: Pool) -> None:
    _users[pool] -= 1
    if not _users[pool]:
        del _users[pool]
        pool.close()
