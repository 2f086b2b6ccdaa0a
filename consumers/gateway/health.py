"""GET /live, GET /ready: for whatever watches over the process, and whatever sends it requests."""

from fastapi import Request

from consumers.gateway.gateway import Gateway
from consumers.health.routes import Reasons, routes
from consumers.health.said import Name


def _asked(request: Request, name: Name) -> Reasons:
    gateway: Gateway = request.app.state.gateway
    return gateway.live.reasons if name == "live" else gateway.ready.reasons


router = routes(_asked)
