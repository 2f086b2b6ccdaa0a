"""What becomes of the header that names a trace, and what is said when traces can't be sent."""

import sys
from collections.abc import Iterator, Sequence

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from consumers.errors import MusterError
from consumers.record import Outgoing, Record
from consumers.settings import Settings
from consumers.stage import Outbox, Stage, readable
from consumers.traces import provider
from consumers.worker.runner import Runner

TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


class Traced(Stage):
    """Hands on what it reads, but for "bad"."""

    name = "traced"
    reads = "in"

    def one(self, value: bytes) -> bytes:
        if value == b"bad":
            raise ValueError("is bad")
        return value

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        for each in batch:
            for record, value in readable([each], out, lambda record: self.one(record.value)):
                out.send("out", key="k", value=value, of=record)


async def sent(*records: Record) -> list[Outgoing]:
    """What a stage sends on of these."""
    taken: list[Outgoing] = []

    async def produce(messages: Sequence[Outgoing]) -> None:
        taken.extend(messages)

    await Runner(Traced(Settings(_env_file=None)), produce).run(records)
    return taken


def record(offset: int, value: bytes, traceparent: str | None) -> Record:
    return Record("in", 0, offset, 0, b"urn:test:1", value, traceparent=traceparent)


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """The spans that have ended, with traces on."""
    exporter = InMemorySpanExporter()
    tracing = TracerProvider()
    tracing.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(provider, "_tracer", tracing.get_tracer("test"))
    yield exporter
    tracing.shutdown()


async def test_each_of_two_versions_in_one_batch_keeps_its_own_trace(ended: InMemorySpanExporter) -> None:
    other = TRACE[::-1]
    out = await sent(
        record(0, b"1", f"00-{TRACE}-{SPAN}-01"),
        record(1, b"2", f"00-{other}-{SPAN}-01"),
        record(2, b"bad", f"00-{TRACE}-{SPAN}-01"),
    )
    carried = [dict(each.headers)["traceparent"].decode().split("-") for each in out]
    assert [trace for _, trace, _, _ in carried] == [TRACE, other, TRACE]
    spans = {f"{span.context.span_id:016x}": span for span in ended.get_finished_spans() if span.context}
    assert set(spans) == {span for _, _, span, _ in carried}
    assert {f"{span.parent.span_id:016x}" for span in spans.values() if span.parent} == {SPAN}
    assert spans[carried[2][2]].status.description == "is bad"
    assert spans[carried[0][2]].status.is_ok


@pytest.mark.parametrize("broken", [None, "", "garbage", f"00-{'0' * 32}-{SPAN}-01", "\ufffd"])
async def test_a_record_without_a_trace_or_with_a_broken_one_begins_its_own(
    ended: InMemorySpanExporter, broken: str | None
) -> None:
    (out,) = await sent(record(0, b"1", broken))
    (span,) = ended.get_finished_spans()
    assert span.parent is None
    assert span.attributes
    assert span.attributes["muster.story"] == "urn:test:1"
    assert dict(out.headers)["traceparent"].startswith(b"00-")


async def test_what_the_newsroom_does_not_sample_is_not_told_and_stays_so(
    ended: InMemorySpanExporter,
) -> None:
    (out,) = await sent(record(0, b"1", f"00-{TRACE}-{SPAN}-00"))
    assert ended.get_finished_spans() == ()
    assert dict(out.headers)["traceparent"].endswith(b"-00")


async def test_while_traces_are_off_nothing_is_carried() -> None:
    (out,) = await sent(record(0, b"1", f"00-{TRACE}-{SPAN}-01"))
    assert out.headers == ()


def test_a_package_that_is_missing_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(MusterError, match=r"pip install 'muster\[traces\]'"):
        provider.begin(Settings(_env_file=None, traces="http://127.0.0.1:1/v1/traces"), "worker")
    assert not provider.is_on()


def test_without_the_setting_nothing_of_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    provider.begin(Settings(_env_file=None), "worker")
    assert not provider.is_on()


@pytest.mark.parametrize(
    "address", ["collector:4318", "grpc://collector:4317", "http://user:secret@collector"]
)
def test_what_is_no_address_for_http_or_has_a_password_in_it_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="traces"):
        Settings(_env_file=None, traces=address)
