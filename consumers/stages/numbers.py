"""stories.quoted → stories: which numbers there are, and which count troops. The story is whole now, and public."""

from consumers import topics
from consumers.stages.enriching import Enriching
from consumers.worker import reading


class Numbers(Enriching):
    """See `pipeline.numbers` and `pipeline.troops`."""

    name = "numbers"
    reads = topics.QUOTED
    writes = topics.STORIES
    work = staticmethod(reading.numbers)
