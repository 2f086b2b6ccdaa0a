"""OpenTelemetry, if the setting `traces` asks for it: imported then and not before, for it is an extra of the package."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from consumers.errors import MusterError
from consumers.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer

HEADER: Final = "traceparent"

_tracer: "Tracer | None" = None
"""this process's; None while traces are off"""


def begin(settings: Settings, process: str) -> None:
    """Send the spans of this process, a `worker` or a `gateway`, to the collector that the settings name, if they name
    one. How many are kept, and headers for the collector, are said by OpenTelemetry's own variables (`OTEL_…`).

    Raises `MusterError` if its packages are missing.
    """
    global _tracer  # noqa: PLW0603  # a process has one collector
    if not settings.traces:
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise MusterError(
            f"MUSTER_TRACES is set, and a package for it is missing ({error.name}): pip install 'muster[traces]'"
        ) from None
    # whoever leaves has a moment to send what is left: the provider sees to it
    provider = TracerProvider(resource=Resource.create({"service.name": f"muster-{process}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.traces)))
    _tracer = provider.get_tracer("muster")


def is_on() -> bool:
    """Whether anyone listens."""
    return _tracer is not None


def begun(name: str, *, parent: str | None, attributes: Mapping[str, str | int]) -> "Span":
    """A span that begins now, below the one that a `traceparent` names; without, or with a broken one, a trace of its
    own."""
    from opentelemetry.context import Context
    from opentelemetry.trace import SpanKind
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    assert _tracer is not None
    context = TraceContextTextMapPropagator().extract({HEADER: parent} if parent else {}, context=Context())
    return _tracer.start_span(name, context=context, kind=SpanKind.CONSUMER, attributes=attributes)


def traceparent(span: "Span") -> str:
    """A span as a header has it."""
    context = span.get_span_context()
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"


def fail(span: "Span", reason: str) -> None:
    """Say that what a span is about went wrong."""
    from opentelemetry.trace import Status, StatusCode

    span.set_status(Status(StatusCode.ERROR, reason))
