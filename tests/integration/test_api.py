"""The API as its OpenAPI says it is: no call of any shape makes it fail, and every call has an example."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import response_schema_conformance

from consumers.desk.app import create_app
from consumers.stored.elastic import Store
from tests.browser.desk import running_desk
from tests.integration.installation import Installation
from tests.integration.stocked import stocked
from tests.pipeline.claims.newsroom import kill, wire

SECONDS = 40.0
ENDLESS = "/api/alerts/stream"


@pytest.fixture
def desk(installation: Installation) -> Iterator[str]:
    """The address of a desk with a little of everything."""

    async def stock() -> None:
        async with Store(installation.settings) as store:
            await stocked(
                store,
                [
                    wire("urn:a", "AFP", "08:00", "at least 3,000 KP in RU says Kyiv"),
                    wire("urn:b", "Test Wire", "09:00", "90,000 KP in RU"),
                    kill("urn:b", "Test Wire", "10:00"),
                ],
            )

    asyncio.run(stock())
    with running_desk(installation.settings) as address:
        yield address


def test_nothing_that_is_asked_makes_it_fail(desk: str) -> None:
    """Each call in turn with made-up parameters and bodies, for less than a minute in all."""
    schema = schemathesis.openapi.from_url(f"{desk}/api/openapi.json")
    described = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    operations = [operation for operation in described if operation.path != ENDLESS]
    assert len(operations) > 15
    end = time.monotonic() + SECONDS
    asked: set[str] = set()
    for index, operation in enumerate(operations):
        until = time.monotonic() + (end - time.monotonic()) / (len(operations) - index)
        asked |= ask(operation, until)
    assert len(asked) == len(operations), "each was asked at least once"


def ask(operation: Any, until: float) -> set[str]:
    """Ask one call in many ways until then; which it was."""
    asked: set[str] = set()

    @settings(
        max_examples=200,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy())
    def once(case: Case[Any]) -> None:
        if not asked or time.monotonic() < until:
            asked.add(f"{case.method} {case.path}")
            response = case.call(timeout=20)
            case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])

    once()
    return asked


def test_every_call_has_an_example_of_its_answer_and_of_what_it_is_sent(installation: Installation) -> None:
    described = create_app(installation.settings).openapi()
    lacking = [
        f"{method} {path}: {what}"
        for path, methods in described["paths"].items()
        for method, call in methods.items()
        for what, content in (
            ("answer", call["responses"]["200"]["content"]),
            *([("body", call["requestBody"]["content"])] if "requestBody" in call else []),
        )
        if not any(_has_example(described, kind) for kind in content.values())
    ]
    assert not lacking


def _has_example(described: dict[str, Any], content: dict[str, Any]) -> bool:
    if "example" in content or "examples" in content:
        return True
    schema = content.get("schema", {})
    if "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return "example" in schema or "examples" in schema
