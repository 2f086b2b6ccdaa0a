"""GET /live, GET /ready: for whatever watches over the process, and whatever sends it requests."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from consumers.gateway.gateway import TheGateway
from consumers.gateway.problems import later

router = APIRouter()


@router.get("/live")
async def live() -> JSONResponse:
    """It answers, so it lives."""
    return JSONResponse({"live": True})


@router.get("/ready")
async def ready(gateway: TheGateway) -> JSONResponse:
    """Whether a push would get as far as Kafka."""
    if not await gateway.broker.is_ready():
        raise later("away", "Kafka does not answer", seconds=1)
    return JSONResponse({"ready": True})
