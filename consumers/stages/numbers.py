"""stories.quoted → stories: which numbers there are, and which count troops. The story is whole now, and public."""

from consumers import topics
from consumers.stage import RecordStage
from pipeline.draft import unpack
from pipeline.enrich import numbers


class Numbers(RecordStage):
    """See `pipeline.numbers` and `pipeline.troops`."""

    name = "numbers"
    reads = topics.QUOTED
    writes = topics.STORIES

    def one(self, value: bytes) -> bytes:
        return numbers(unpack(value)).story.model_dump_json().encode()
