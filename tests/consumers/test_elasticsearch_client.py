"""What Elasticsearch is told of who asks. The local servers have no API keys: here is a server that only listens."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from elasticsearch import ApiError

from consumers.clients.elasticsearch import blocking, connect, refusal
from consumers.settings import Settings

KEY = "VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw=="


@contextmanager
def listening(status: int) -> Iterator[tuple[str, list[str]]]:
    """The address of a server that answers with that status, and the `Authorization` of every request."""
    said: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said.append(self.headers.get("Authorization", ""))
            body = b'{"error": {"type": "security_exception", "reason": "unable to authenticate"}, "status": 401}'
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Not a word."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", said
        finally:
            server.shutdown()
            thread.join()


def test_an_api_key_is_sent_as_such_and_a_refusal_says_what_to_look_at() -> None:
    with listening(401) as (address, said):
        settings = Settings(_env_file=None, elasticsearch=address, elasticsearch_api_key=KEY)
        with blocking(settings, request_timeout=5) as client, pytest.raises(ApiError) as refused:
            client.indices.get(index="stories")
    assert said == [f"ApiKey {KEY}"]
    told = refusal(refused.value)
    assert "unable to authenticate" in told
    assert "MUSTER_ELASTICSEARCH_API_KEY" in told
    assert KEY not in told


async def test_a_client_with_the_same_options_is_made_once() -> None:
    async with connect(Settings(_env_file=None, elasticsearch="http://127.0.0.1:9200")) as client:
        assert client.options() is client.options()
        assert client.options().transport is client.transport
        assert client.options(request_timeout=3) is not client.options()
