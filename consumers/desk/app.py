"""The desk as an application: its rooms, and what stands at every door."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from consumers.desk.attempts import Attempts
from consumers.desk.bodies import BoundedBodies
from consumers.desk.described import FAULTS
from consumers.desk.desk import Desk
from consumers.desk.failures import handle_failures
from consumers.desk.forgery import no_forgery
from consumers.desk.headers import SecurityHeaders
from consumers.desk.letters import WaitingLetters
from consumers.desk.page import STATIC, templates
from consumers.desk.pages.health import not_ready
from consumers.desk.rooms import routers
from consumers.desk.secret import secret
from consumers.desk.turns import AllTurns
from consumers.desk.users import Users
from consumers.health.said import Probe
from consumers.metrics.requests import DeskRequests
from consumers.rules.rulebook import Rulebook
from consumers.settings import Settings
from consumers.stored.elastic import Store

SESSION_SECONDS = 12 * 3600
LOOPBACK = ("localhost", "127.0.0.1", "::1", "[::1]")


def create_app(settings: Settings) -> FastAPI:
    """The desk over the Elasticsearch that the settings name; it connects when it is first asked for something."""
    app = FastAPI(
        title="Muster desk",
        version=version("muster"),
        description="What the desk's pages show, as JSON. Pages of a list follow one another by `after`.",
        lifespan=_open_and_close,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(no_forgery)],
        responses=FAULTS,
    )
    app.state.settings = settings
    for router in routers():
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    handle_failures(app)
    https = settings.desk.startswith("https://")
    app.add_middleware(BoundedBodies)
    app.add_middleware(
        SessionMiddleware,
        secret_key=secret(settings),
        session_cookie="muster_desk",
        max_age=SESSION_SECONDS,
        same_site="lax",
        https_only=https,
    )
    if not has_sign_in(settings):
        # a page elsewhere whose name is made to mean this machine is not let in
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(LOOPBACK), www_redirect=False)
    app.add_middleware(SecurityHeaders, https=https)
    app.add_middleware(DeskRequests)
    return app


def has_sign_in(settings: Settings) -> bool:
    """Whether the desk knows who asks; without, it is for this machine only."""
    return settings.desk_users is not None or bool(settings.desk_user_header)


@asynccontextmanager
async def _open_and_close(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    store = Store(settings)
    app.state.desk = Desk(
        settings=settings,
        store=store,
        rulebook=Rulebook(store),
        templates=templates(),
        users=Users(settings.desk_users) if settings.desk_users else None,
        attempts=Attempts(),
        turns=AllTurns(),
        ready=Probe(lambda: not_ready(store)),
        letters=WaitingLetters(settings),
    )
    try:
        yield
    finally:
        await store.close()
