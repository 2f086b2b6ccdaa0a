"""stories.quoted → stories: which numbers there are, and which count troops. The story is whole now, and public."""

from consumers import reading, topics
from consumers.stages.enriching import Enriching


class Numbers(Enriching):
    """See `pipeline.numbers` and `pipeline.troops`."""

    name = "numbers"
    reads = topics.QUOTED
    writes = topics.STORIES
    work = staticmethod(reading.numbers)
