"""A store whose names mean other indices than they do for everybody else: those that are being filled."""

from collections.abc import Mapping

from consumers.settings import Settings
from consumers.stored.elastic import Store
from schemas.elasticsearch import Kind, aliases


class Apart(Store):
    """`indices` by kind; every other name is the installation's own."""

    _by_alias = False

    def __init__(self, settings: Settings, indices: Mapping[Kind, str]) -> None:
        super().__init__(settings)
        self._indices = {name: index for kind, index in indices.items() for name in aliases(kind)}

    def name(self, alias: str) -> str:
        """The index that is being filled, if the name is of one."""
        return self._indices.get(alias) or super().name(alias)
