"""What the stages between the parse and the index share: a process that does their work, so that no story holds up the
event loop."""

from abc import abstractmethod

from consumers.settings import Settings
from consumers.stage import RecordStage
from consumers.worker import reading
from consumers.worker.pool import Keep, Pool


class Enriching(RecordStage):
    """A stage whose `work` is one of the functions of `consumers.worker.reading`."""

    @staticmethod
    @abstractmethod
    def work(value: bytes) -> bytes:
        """What becomes of one record's value, in that process."""

    async def open(self) -> None:
        self.pool = _taken(self.settings)
        await self.pool.ready()

    async def close(self) -> None:
        _given_back(self.pool)

    async def one(self, value: bytes) -> bytes:
        return await self.pool.one(self.work, value, seconds=self.settings.story_seconds)


_users: dict[Pool, int] = {}
"""the pool, while there is one, and how many stages of this worker work with it: the tables that each of them needs are
150 MB"""


def _taken(settings: Settings) -> Pool:
    pool = next(iter(_users), None) or Pool(
        reading.ready_to_enrich, processes=1, keep=Keep.of(settings), name="enrich"
    )
    _users[pool] = _users.get(pool, 0) + 1
    return pool


def _given_back(pool: Pool) -> None:
    _users[pool] -= 1
    if not _users[pool]:
        del _users[pool]
        pool.close()
