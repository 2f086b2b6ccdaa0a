"""What `/metrics` answers."""

from typing import Final

from prometheus_client import generate_latest

from consumers.metrics import stages
from consumers.metrics.declaring import REGISTRY

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


def text() -> bytes:
    """Every metric as it is now, in Prometheus' text format."""
    stages.settle()
    return generate_latest(REGISTRY)
