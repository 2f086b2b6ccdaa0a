"""stories.parsed → stories.named: who and what is named."""

from consumers import topics
from consumers.stage import RecordStage
from pipeline.draft import pack, unpack
from pipeline.enrich import entities


class Entities(RecordStage):
    """See `pipeline.entities`."""

    name = "entities"
    reads = topics.PARSED
    writes = topics.NAMED

    def one(self, value: bytes) -> bytes:
        return pack(entities(unpack(value)))
