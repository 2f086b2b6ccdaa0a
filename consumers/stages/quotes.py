"""stories.named → stories.quoted: who says what."""

from consumers import topics
from consumers.stages.enriching import Enriching
from consumers.worker import reading


class Quotes(Enriching):
    """See `pipeline.quotes`."""

    name = "quotes"
    reads = topics.NAMED
    writes = topics.QUOTED
    work = staticmethod(reading.quotes)
