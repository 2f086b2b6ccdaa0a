"""POST /push, POST /push/NAME: stories, to Kafka."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from consumers.errors import Unavailable
from consumers.gateway import body as bodies
from consumers.gateway import stories, who
from consumers.gateway.broker import Message
from consumers.gateway.gateway import Gateway, TheGateway
from consumers.gateway.problems import Problem, later
from consumers.gateway.room import Held
from consumers.gateway.seen import Stamp
from consumers.gateway.stories import Found
from consumers.gateway.who import Asking
from consumers.traces.provider import HEADER
from consumers.traces.push import pushing

_AWAY_SECONDS: Final = 5
_SMALL: Final = 32 * 1024
"""bytes that are read in less time than it takes to hand them to a thread"""

router = APIRouter()


@router.post("/push")
async def push(request: Request, gateway: TheGateway) -> JSONResponse:
    """A push by whoever the key belongs to."""
    return await _pushed(request, gateway, None)


@router.post("/push/{name}")
async def push_as(request: Request, gateway: TheGateway, name: str) -> JSONResponse:
    """A push by a provider that its address names."""
    return await _pushed(request, gateway, name)


async def _pushed(request: Request, gateway: Gateway, name: str | None) -> JSONResponse:
    noted: dict[str, Any] = request.state.noted
    with gateway.room.hold() as held:
        asking, body, stamp = await received(request, gateway, name, held=held)
        if stamp is not None and gateway.seen.before(stamp) == "again":
            return JSONResponse({"published": 0, "note": "was taken before"}, 202)
        is_batch = stories.is_batch(request.headers.get("content-type", ""))
        found = await _read(gateway, asking, body, is_batch=is_batch)
        gateway.rates.spend(asking.provider.name, asking.provider.rate, len(found) - 1)
        messages = [
            Message(each.uri, each.value, asking.provider.called) for each in found if each.uri is not None
        ]
        noted["stories"] = len(messages)
        if len(messages) == 1:
            noted["story"] = messages[0].uri
        try:
            if messages:
                with pushing(request.headers.get(HEADER), whose=asking.provider.name) as trace:
                    await gateway.broker.put([replace(message, trace=trace) for message in messages])
        except Unavailable as error:
            raise later(
                "away", f"{error}; send it again, which does no harm", seconds=_AWAY_SECONDS
            ) from None
        if stamp is not None:
            gateway.seen.taken(stamp)
        return JSONResponse(_said(found, published=len(messages), is_batch=is_batch), 202)


async def received(
    request: Request, gateway: Gateway, name: str | None, *, held: Held
) -> tuple[Asking, bytes, Stamp | None]:
    """Who pushes, the body as they mean it, and of a webhook what its signature vouches for. Raises `Problem`."""
    noted: dict[str, Any] = request.state.noted
    headers = request.headers
    asking = who.asking(headers, name, providers=gateway.providers, keys=gateway.keys)
    packed = bodies.is_packed(headers)
    if packed and asking.is_signed:
        # what is signed, the packed or the unpacked? Neither scheme says
        raise Problem(
            "not-an-encoding", "a signed body is sent as it is", headers={"Accept-Encoding": "identity"}
        )
    if not asking.is_signed:
        _let_in(gateway, asking)
    largest = asking.provider.largest
    body = await bodies.read(request, largest=largest, held=held)
    noted["bytes"] = len(body)
    stamp = who.check(asking, headers, body)
    noted.update(provider=asking.provider.name, way=asking.way)
    if asking.is_signed:
        # not before: whoever can't sign could use up the rate of those who can
        _let_in(gateway, asking)
    _refuse_replays(gateway, stamp)
    return asking, bodies.unpacked(body, largest=largest, held=held) if packed else body, stamp


def _let_in(gateway: Gateway, asking: Asking) -> None:
    provider = asking.provider
    if wait := gateway.rates.wait(provider.name, provider.rate):
        raise later("too-often", f"{provider.name} may push {provider.rate:g} stories a second", seconds=wait)
    # a request counts, whatever becomes of it
    gateway.rates.spend(provider.name, provider.rate, 1)


def _refuse_replays(gateway: Gateway, stamp: Stamp | None) -> None:
    match gateway.seen.before(stamp) if stamp else "never":
        case "replayed":
            raise Problem(
                "replayed", "this very request was taken before, and is not again; nothing was lost"
            )
        case "another":
            raise Problem("replayed", "another body was taken under this webhook-id; give each its own")


async def _read(gateway: Gateway, asking: Asking, body: bytes, *, is_batch: bool) -> Sequence[Found]:
    read = stories.each if is_batch else stories.one
    largest, dated = gateway.settings.article_bytes, asking.way == "superdesk"
    if len(body) <= _SMALL:
        return read(body, largest=largest, dated=dated)
    async with gateway.reading:
        return await asyncio.to_thread(read, body, largest=largest, dated=dated)


def _said(found: Sequence[Found], *, published: int, is_batch: bool) -> dict[str, Any]:
    """What became of each."""
    said = [
        {"line": each.line, **({"uri": each.uri} if each.uri is not None else {"note": each.note})}
        for each in found
    ]
    if is_batch:
        return {"published": published, "lines": said}
    return {"published": published, **{key: value for key, value in said[0].items() if key != "line"}}
