"""stories.stored → alerts: a saved search tells of a story that it finds, once a story and once for all its copies."""

from collections.abc import Mapping, Sequence

import msgspec

from consumers import topics
from consumers.record import Record
from consumers.rules.rulebook import Rulebook
from consumers.rules.searches import matching
from consumers.stage import Outbox, Stage, readable
from consumers.stages.count import ALERTS, tell
from consumers.stages.index import STORIES, Stored
from consumers.stored.elastic import Document, Store
from pipeline.claims.tell import found, found_id
from pipeline.copies import bands, is_copy
from schemas import FoundStory, Rule, Span

MOST_COPIES = 2_000
"""of one story, that are asked whether someone was told of them"""
MOST_TOLD = 200
"""alerts of one rule whose texts are compared with a story's, the likeliest first"""


class Watch(Stage):
    """An alert's id is made from the rule and the story. One that exists for another story of the cluster keeps this
    one quiet, and so does one that told of the same text when it was another story's, killed or rewritten since; one
    that exists for this story is sent again, for a crash may have come between, and `deliver` drops the repeat. The
    topic's key is the cluster, so no two workers ask about one at once."""

    name = "watch"
    reads = topics.STORED

    async def open(self) -> None:
        self._store = Store(self.settings)
        self._rules = Rulebook(self._store)

    async def close(self) -> None:
        await self._store.close()

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        read = readable(batch, out, lambda record: msgspec.json.decode(record.value, type=Stored))
        rules = [rule for rule in await self._rules.rules() if rule.watch == "stories"]
        if not (read and rules):
            return
        await self._store.refresh(STORIES)
        uris = list(dict.fromkeys(stored.uri for _, stored in read))
        matches = await matching(self._store, rules, uris)
        wanted = sorted({uri for stories in matches.values() for uri in stories}, key=uris.index)
        if not wanted:
            return
        documents = await self._store.read(STORIES, wanted)
        copies = await self._copies(documents)
        await self._store.refresh(ALERTS)
        of = {stored.uri: record for record, stored in read}
        for uri in wanted:
            for rule in rules:
                if uri in matches.get(rule.name, {}):
                    passage = matches[rule.name][uri]
                    await self._found(rule, documents[uri], passage, copies[uri], out, of=of)

    async def _copies(self, documents: Mapping[str, Document]) -> dict[str, list[str]]:
        """The other stories of each story's cluster."""
        hits_of_each = await self._store.searches(
            "stories",
            [
                {"query": {"term": {"origin": _origin(document)}}, "size": MOST_COPIES, "_source": False}
                for document in documents.values()
            ],
        )
        return {
            uri: [hit["_id"] for hit in hits if hit["_id"] != uri]
            for uri, hits in zip(documents, hits_of_each, strict=True)
        }

    async def _found(
        self,
        rule: Rule,
        document: Document,
        passage: Span | None,
        copies: Sequence[str],
        out: Outbox,
        *,
        of: Mapping[str, Record],
    ) -> None:
        told = await self._store.read(ALERTS, (found_id(rule, uri) for uri in copies))
        if told or await self._knows_text(rule, document):
            return
        alert = found(rule, _story(document, passage), stories=1 + len(copies))
        signature = document.source.get("signature")
        text = {"signature": signature, "bands": bands(signature)} if signature else {}
        await tell(self._store, [alert], out, of=of, beside={alert.id: text})

    async def _knows_text(self, rule: Rule, document: Document) -> bool:
        """Whether the rule told of this text when it was another story's."""
        signature = document.source.get("signature")
        if not signature:
            return False
        query = {
            "must": [{"terms": {"bands": bands(signature)}}],
            "filter": [{"term": {"rules": rule.name}}],
            "must_not": [{"term": {"found.story": document.source["uri"]}}],
        }
        body = {"query": {"bool": query}, "size": MOST_TOLD, "_source": ["signature"]}
        (hits,) = await self._store.searches(ALERTS, [body])
        return any(is_copy(hit["_source"]["signature"], signature) for hit in hits)


def _story(document: Document, passage: Span | None) -> FoundStory:
    fields = {name: document.source[name] for name in FoundStory.model_fields if name in document.source}
    return FoundStory(story=document.source["uri"], passage=passage, **fields)


def _origin(document: Document) -> str:
    return str(document.source.get("origin") or document.source["uri"])
