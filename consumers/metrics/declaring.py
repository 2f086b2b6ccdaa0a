"""How a metric is declared: with what it means and when to worry, so that its page and its alarms can be checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

Kind = Literal["counter", "gauge", "histogram"]

# else each counter would have a second series, that says when it began
disable_created_metrics()  # type: ignore[no-untyped-call]

REGISTRY: Final = CollectorRegistry()
"""all that is shown, and nothing that a library counts for itself"""


@dataclass(frozen=True)
class Declared:
    """A metric as its page has it. `name` is as Prometheus knows it: a counter ends in `_total`."""

    name: str
    kind: Kind
    labels: tuple[str, ...]
    means: str
    worry: str

    @property
    def series(self) -> tuple[str, ...]:
        """The names that its figures have in Prometheus: a histogram has three."""
        if self.kind == "histogram":
            return tuple(f"{self.name}{end}" for end in ("_bucket", "_count", "_sum"))
        return (self.name,)


DECLARED: Final[dict[str, Declared]] = {}
"""by name, in the order of `declared`"""


def counter(name: str, means: str, *, worry: str, labels: Sequence[str] = ()) -> Counter:
    """One that only grows."""
    _note(name, "counter", labels, means, worry)
    return Counter(name, means, labels, registry=REGISTRY)


def gauge(name: str, means: str, *, worry: str, labels: Sequence[str] = ()) -> Gauge:
    """One that goes up and down."""
    _note(name, "gauge", labels, means, worry)
    return Gauge(name, means, labels, registry=REGISTRY)


def histogram(
    name: str, means: str, *, worry: str, buckets: Sequence[float], labels: Sequence[str] = ()
) -> Histogram:
    """One that says how many were how large."""
    _note(name, "histogram", labels, means, worry)
    return Histogram(name, means, labels, registry=REGISTRY, buckets=buckets)


def _note(name: str, kind: Kind, labels: Sequence[str], means: str, worry: str) -> None:
    if (kind == "counter") != name.endswith("_total"):
        raise ValueError(f"{name}: a counter's name ends in _total, and no other's does")
    DECLARED[name] = Declared(name, kind, tuple(labels), means, worry)
