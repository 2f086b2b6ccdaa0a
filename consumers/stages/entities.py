"""stories.parsed → stories.named: who and what is named."""

from consumers import topics
from consumers.stages.enriching import Enriching
from consumers.worker import reading


class Entities(Enriching):
    """See `pipeline.entities`."""

    name = "entities"
    reads = topics.PARSED
    writes = topics.NAMED
    work = staticmethod(reading.entities)
