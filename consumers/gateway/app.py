"""The gateway as an application."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI

from consumers.errors import MusterError
from consumers.gateway import assets, health, push
from consumers.gateway.access import AccessLog
from consumers.gateway.broker import Broker
from consumers.gateway.gateway import Gateway
from consumers.gateway.keys import Keys
from consumers.gateway.problems import handle_problems
from consumers.gateway.providers import Providers
from consumers.gateway.rates import Rates
from consumers.gateway.room import Room
from consumers.gateway.seen import Seen
from consumers.health.said import Probe
from consumers.settings import Settings

_TIMES_HELD = 3
_READ_AT_ONCE = 2


def create_app(settings: Settings) -> FastAPI:
    """The gateway to the Kafka that the settings name; it connects by itself.

    Raises `MusterError` if the file of providers, or that of keys, is not right.
    """
    keys = Keys(keys_file(settings))
    keys.all()
    providers = Providers(settings)
    _must_fit(settings, providers)
    room = Room(settings.gateway_held_bytes)
    app = FastAPI(
        title="Muster gateway",
        version=version("muster"),
        lifespan=_open_and_close,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    app.state.gateway = Gateway(
        settings=settings,
        providers=providers,
        keys=keys,
        rates=Rates(),
        seen=Seen(),
        room=room,
        broker=Broker(settings, room),
        reading=asyncio.Semaphore(_READ_AT_ONCE),
        # whichever broker there is by then: tests have another
        live=Probe(lambda: app.state.gateway.broker.not_live()),  # noqa: PLW0108
        ready=Probe(lambda: app.state.gateway.broker.not_ready()),  # noqa: PLW0108
    )
    for router in (push.router, assets.router, health.router):
        app.include_router(router)
    handle_problems(app)
    app.add_middleware(AccessLog)
    return app


def keys_file(settings: Settings) -> Path:
    """Where the keys are kept."""
    return settings.gateway_keys or settings.home / "gateway-keys"


def is_set_up(settings: Settings) -> bool:
    """Whether anyone may push."""
    return settings.gateway_providers is not None or keys_file(settings).exists()


def _must_fit(settings: Settings, providers: Providers) -> None:
    """A body is held up to three times: packed, unpacked, and in what goes to Kafka."""
    most = _TIMES_HELD * providers.largest
    if settings.gateway_held_bytes < most:
        raise MusterError(
            f"MUSTER_GATEWAY_HELD_BYTES is {settings.gateway_held_bytes:,}, and the largest body that a provider may "
            f"push needs {most:,}: raise it, or lower MUSTER_GATEWAY_BYTES and each provider's largest"
        )


@asynccontextmanager
async def _open_and_close(app: FastAPI) -> AsyncIterator[None]:
    gateway: Gateway = app.state.gateway
    gateway.broker.open()
    try:
        yield
    finally:
        await gateway.broker.close()
