"""The way of a story, one file a stage."""

from collections.abc import Mapping
from types import MappingProxyType

from consumers.stage import Stage
from consumers.stages.count import Count
from consumers.stages.deliver import Deliver
from consumers.stages.entities import Entities
from consumers.stages.index import Index
from consumers.stages.numbers import Numbers
from consumers.stages.parse import Parse
from consumers.stages.quotes import Quotes
from consumers.stages.watch import Watch

STAGES: Mapping[str, type[Stage]] = MappingProxyType(
    {stage.name: stage for stage in (Parse, Entities, Quotes, Numbers, Index, Watch, Count, Deliver)}
)
"""every stage by name, in the order of the way"""
