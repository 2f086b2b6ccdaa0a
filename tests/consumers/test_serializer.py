"""What Elasticsearch is sent and answers is the same whoever writes and reads the JSON."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from elastic_transport import SerializationError
from elasticsearch.serializer import JsonSerializer
from hypothesis import given
from hypothesis import strategies as st

from consumers.clients.serializer import Serializer

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_what_is_written_is_read_back_by_either(data: Any) -> None:
    written = Serializer().dumps({"is": data})
    assert Serializer().loads(written) == {"is": data}
    assert JsonSerializer().loads(written) == {"is": data}
    assert Serializer().loads(JsonSerializer().dumps({"is": data})) == {"is": data}


@pytest.mark.parametrize(
    "data",
    [
        {"text": "half a pair \ud83d and on"},
        {"many": 2**70},
        {"of": Decimal("1.5")},
        {"at": datetime(2026, 11, 18, 9, tzinfo=UTC)},
        {7: "a number for a name"},
    ],
    ids=str,
)
def test_what_is_not_plain_json_is_written_as_the_client_does_it(data: dict[Any, Any]) -> None:
    there = Serializer().loads(Serializer().dumps(data))
    by_client = JsonSerializer().loads(JsonSerializer().dumps(data))
    assert str(there).replace("+00:00", "Z") == str(by_client).replace("+00:00", "Z")


def test_what_is_no_json_is_an_error_of_the_clients() -> None:
    with pytest.raises(SerializationError):
        Serializer().loads(b"{")
    with pytest.raises(SerializationError):
        Serializer().dumps({"is": object()})
    assert json.loads(Serializer().dumps({"is": "ß"})) == {"is": "ß"}
