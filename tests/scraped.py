"""What `/metrics` says, as a test asks it."""

import urllib.request
from dataclasses import dataclass
from typing import Self

from prometheus_client.parser import text_string_to_metric_families

from consumers.metrics import exposed


@dataclass(frozen=True)
class Scraped:
    """Figures by name and labels; what is not there counts as nothing."""

    figures: dict[tuple[str, frozenset[tuple[str, str]]], float]

    @classmethod
    def read(cls, text: str) -> Self:
        """Prometheus' text format."""
        return cls(
            {
                (sample.name, frozenset(sample.labels.items())): sample.value
                for family in text_string_to_metric_families(text)
                for sample in family.samples
            }
        )

    @classmethod
    def here(cls) -> Self:
        """This process's own."""
        return cls.read(exposed.text().decode())

    @classmethod
    def at(cls, address: str) -> Self:
        """Those of the process that answers at host:port."""
        with urllib.request.urlopen(f"http://{address}/metrics", timeout=30) as answer:
            return cls.read(answer.read().decode())

    def __call__(self, name: str, **labels: str) -> float:
        """The sum of a metric's figures over all that have these labels."""
        wanted = labels.items()
        return sum(
            value
            for (each, has), value in self.figures.items()
            if each == name and wanted <= dict(has).items()
        )

    def since(self, before: "Scraped") -> "Scraped":
        """What has been added: other tests of this process count too."""
        return Scraped({key: value - before.figures.get(key, 0.0) for key, value in self.figures.items()})

    def names(self) -> set[str]:
        """Of all figures."""
        return {name for name, _ in self.figures}
