"""articles → stories.parsed: what a newsroom sent becomes a story with its words and grammar."""

from collections.abc import Sequence
from functools import partial

import structlog

from consumers import topics
from consumers.about import story_of
from consumers.errors import Unreadable
from consumers.metrics.declared import PASSED_OVER
from consumers.record import Record
from consumers.settings import Settings
from consumers.stage import Outbox, Stage
from consumers.worker import reading
from consumers.worker.pool import Keep, Pool

log = structlog.get_logger()


class Parse(Stage):
    """The one stage that costs something: it holds the processes that run spaCy. A short story is read beside a long one,
    and goes its way before it if that is of another partition."""

    name = "parse"
    reads = topics.ARTICLES

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        # one more than are read, for no process to wait for its next
        self.at_once = settings.spacy_processes + 1

    async def open(self) -> None:
        self._pool = Pool(
            partial(reading.ready_to_parse, self.settings.model),
            processes=self.settings.spacy_processes,
            keep=Keep.of(self.settings),
            name=self.name,
        )
        self._passed_over = 0
        await self._pool.ready()

    async def close(self) -> None:
        self._pool.close()

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        fitting = [record for record in batch if self._fits(record, out)]
        results = await self._pool.each(
            partial(reading.parse, default_language=self.settings.language),
            fitting,
            size=lambda record: len(record.value),
            seconds=self.settings.story_seconds,
            progress=out.progress,
        )
        out.go_on()
        for record, result in zip(fitting, results, strict=True):
            match result:
                case reading.Parsed(uri, draft):
                    out.send(topics.PARSED, key=uri, value=draft, of=record)
                case reading.PassedOver(reason):
                    self._passed_over += 1
                    PASSED_OVER.inc()
                    log.info(
                        "passed over",
                        story=story_of(record),
                        record=str(record),
                        reason=reason,
                        so_far=self._passed_over,
                    )
                case reading.Refused(reason):
                    out.reject(record, reason)
                case Unreadable():
                    out.reject(record, str(result))

    def _fits(self, record: Record, out: Outbox) -> bool:
        most = self.settings.article_bytes
        if len(record.value) > most:
            out.reject(
                record,
                f"is {len(record.value):,} bytes long; an article may have {most:,} (MUSTER_ARTICLE_BYTES)",
            )
        return len(record.value) <= most
