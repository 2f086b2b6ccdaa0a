"""Elasticsearch's clients, as the settings say, and what its refusals mean."""

from typing import Any, Self, TypeAlias
from urllib.parse import urlsplit

from elasticsearch import ApiError, AsyncElasticsearch, ConnectionTimeout, Elasticsearch, TransportError

from consumers.clients import tls
from consumers.clients.serializer import Serializer
from consumers.errors import MusterError
from consumers.settings import Settings

Client: TypeAlias = AsyncElasticsearch


class _Client(AsyncElasticsearch):
    """The bulk helper asks for a client of its own at each call, which costs more than to send a story."""

    _same: Self | None = None

    def options(self, **changed: Any) -> Self:
        """A client with other options, of the same connections; the one without is made once."""
        if changed:
            return super().options(**changed)
        if self._same is None:
            self._same = super().options()
        return self._same


def connect(settings: Settings) -> Client:
    """For all that is done in an event loop. Raises `MusterError` if the CA's file holds none."""
    return _Client(
        settings.elasticsearch,
        request_timeout=30,
        retry_on_timeout=False,
        max_retries=0,
        **_options(settings),
    )


def blocking(settings: Settings, *, request_timeout: float) -> Elasticsearch:
    """For a thread of one's own."""
    return Elasticsearch(settings.elasticsearch, request_timeout=request_timeout, **_options(settings))


def _options(settings: Settings) -> dict[str, Any]:
    """Who a client says that it is, and whom it believes."""
    options: dict[str, Any] = {"serializers": {Serializer.mimetype: Serializer()}}
    if key := settings.elasticsearch_api_key.get_secret_value():
        options["api_key"] = key
    elif settings.elasticsearch_user:
        password = settings.elasticsearch_password.get_secret_value()
        options["basic_auth"] = (settings.elasticsearch_user, password)
    if settings.elasticsearch.startswith("https://"):
        try:
            options["ssl_context"] = tls.context(settings.elasticsearch_ca)
        except ValueError as error:
            raise MusterError(f"MUSTER_ELASTICSEARCH_CA: {error}") from None
    return options


def refusal(error: ApiError) -> str:
    """What a 401 or 403 says, and what to do. Elasticsearch names the user and the action, and no secret."""
    said = _reason(error)
    if error.status_code == 401:
        return (
            f"does not know Muster ({said}): look at MUSTER_ELASTICSEARCH_USER and MUSTER_ELASTICSEARCH_PASSWORD, "
            "or MUSTER_ELASTICSEARCH_API_KEY"
        )
    return f"does not let Muster do this ({said}); docs/security.md has the role that it needs"


def absence(settings: Settings, error: TransportError) -> str:
    """Why there is no answer: the fault with TLS, and what to do, if there is one; else what the client says."""
    parts = urlsplit(settings.elasticsearch)
    is_slow = isinstance(error, ConnectionTimeout)
    if is_slow or not parts.hostname or not parts.port:
        return type(error).__name__
    if parts.scheme == "http":
        found = tls.fault(parts.hostname, parts.port, None)
        return f"{found}: write https:// into MUSTER_ELASTICSEARCH" if found else type(error).__name__
    found = tls.fault(parts.hostname, parts.port, tls.context(settings.elasticsearch_ca))
    return (
        f"{found}: look at MUSTER_ELASTICSEARCH and MUSTER_ELASTICSEARCH_CA"
        if found
        else type(error).__name__
    )


def _reason(error: ApiError) -> str:
    body = error.body
    if isinstance(body, dict) and isinstance(body.get("error"), dict):
        return str(body["error"].get("reason") or error.message)
    return str(error.message)
