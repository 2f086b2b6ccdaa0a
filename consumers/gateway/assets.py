"""Superdesk's pictures: it asks for each whether it is here, and sends it if it isn't. Muster keeps none."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from consumers.gateway.gateway import TheGateway
from consumers.gateway.push import received

router = APIRouter()

_NOTE = {"note": "pictures are not kept here; none needs to be sent"}


@router.get("/push/{name}/assets/{asset:path}")
async def has() -> JSONResponse:
    """Yes, whatever it is: then it isn't sent."""
    return JSONResponse(_NOTE)


@router.post("/push/{name}/assets")
async def take(request: Request, gateway: TheGateway, name: str) -> JSONResponse:
    """Take one that is sent all the same, and forget it. Superdesk expects 201."""
    with gateway.room.hold() as held:
        await received(request, gateway, name, held=held)
    return JSONResponse(_NOTE, 201)
