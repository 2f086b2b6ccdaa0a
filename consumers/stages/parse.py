"""articles → stories.parsed: what a newsroom sent becomes a story with its words and grammar."""

from collections.abc import Sequence

from consumers import topics
from consumers.pool import ParserPool
from consumers.record import Record
from consumers.stage import Outbox, Stage, readable
from pipeline.draft import Draft, pack
from pipeline.story import begin, is_enriched
from schemas import Article, Story


class Parse(Stage):
    """The one stage that costs something: it holds the processes that run spaCy."""

    name = "parse"
    reads = topics.ARTICLES

    async def open(self) -> None:
        self._pool = ParserPool(model=self.settings.model, processes=self.settings.spacy_processes)
        self._model = await self._pool.ready()

    async def close(self) -> None:
        self._pool.close()

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        stories = [story for _, story in readable(batch, out, self._begin)]
        read = [story for story in stories if is_enriched(story)]
        parses = dict(zip(map(id, read), await self._pool.parse([story.text for story in read]), strict=True))
        for story in stories:
            out.send(topics.PARSED, key=story.uri, value=pack(Draft(story, parses.get(id(story)))))

    def _begin(self, record: Record) -> Story:
        if len(record.value) > self.settings.article_bytes:
            raise ValueError(
                f"is {len(record.value):,} bytes long; an article may have {self.settings.article_bytes:,} "
                "(MUSTER_ARTICLE_BYTES)"
            )
        article = Article.model_validate_json(record.value)
        return begin(
            article,
            received=record.timestamp,
            model=self._model,
            language=self.settings.language,
            silent=record.silent,
        )
