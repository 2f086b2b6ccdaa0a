"""stories.named → stories.quoted: who says what."""

from consumers import topics
from consumers.stage import RecordStage
from pipeline.draft import pack, unpack
from pipeline.enrich import quotes


class Quotes(RecordStage):
    """See `pipeline.quotes`."""

    name = "quotes"
    reads = topics.NAMED
    writes = topics.QUOTED

    def one(self, value: bytes) -> bytes:
        return pack(quotes(unpack(value)))
