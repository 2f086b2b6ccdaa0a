"""articles → stories.parsed: what a newsroom sent becomes a story with its words and grammar."""

import asyncio
from collections.abc import Sequence

import structlog

from consumers import topics
from consumers.pool import ParserPool
from consumers.record import Record, why
from consumers.stage import Outbox, Stage, readable
from pipeline.draft import Draft, pack
from pipeline.intake import NotAStory, language, read
from pipeline.story import begin, is_enriched
from schemas import Story

log = structlog.get_logger()


class Parse(Stage):
    """The one stage that costs something: it holds the processes that run spaCy."""

    name = "parse"
    reads = topics.ARTICLES

    async def open(self) -> None:
        self._pool = ParserPool(model=self.settings.model, processes=self.settings.spacy_processes)
        self._passed_over = 0
        # both take a second or more, and neither waits for the other
        _, self._model = await asyncio.gather(asyncio.to_thread(language.warm), self._pool.ready())

    async def close(self) -> None:
        self._pool.close()

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        stories = [story for _, story in readable(batch, out, self._begin) if story is not None]
        known = [story for story in stories if is_enriched(story)]
        parses = dict(
            zip(map(id, known), await self._pool.parse([story.text for story in known]), strict=True)
        )
        for story in stories:
            out.send(topics.PARSED, key=story.uri, value=pack(Draft(story, parses.get(id(story)))))

    def _begin(self, record: Record) -> Story | None:
        """None for what is well-formed and has no text to read, such as a picture: nobody's fault."""
        if len(record.value) > self.settings.article_bytes:
            raise ValueError(
                f"is {len(record.value):,} bytes long; an article may have {self.settings.article_bytes:,} "
                "(MUSTER_ARTICLE_BYTES)"
            )
        try:
            article = read(record.value)
        except NotAStory as reason:
            self._passed_over += 1
            log.info("passed over", record=str(record), reason=why(reason), so_far=self._passed_over)
            return None
        if article.provider is None and record.provider is not None:
            article = article.model_copy(update={"provider": record.provider})
        return begin(
            article,
            received=record.timestamp,
            model=self._model,
            language=self.settings.language,
            silent=record.silent,
        )
