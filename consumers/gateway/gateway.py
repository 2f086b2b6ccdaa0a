"""What the gateway has in its hands for as long as it runs."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from consumers.gateway.broker import Broker
from consumers.gateway.keys import Keys
from consumers.gateway.providers import Providers
from consumers.gateway.rates import Rates
from consumers.gateway.room import Room
from consumers.gateway.seen import Seen
from consumers.health.said import Probe
from consumers.settings import Settings


@dataclass(frozen=True)
class Gateway:
    """Who may push, how much, and where to."""

    settings: Settings
    providers: Providers
    keys: Keys
    rates: Rates
    seen: Seen
    room: Room
    broker: Broker
    reading: asyncio.Semaphore
    """of large bodies, each of which may take thirty times its size while it is read"""
    live: Probe
    ready: Probe


async def the_gateway(request: Request) -> Gateway:
    """The gateway that the request came to. Asynchronous, for FastAPI hands what is not to a thread."""
    gateway: Gateway = request.app.state.gateway
    return gateway


TheGateway = Annotated[Gateway, Depends(the_gateway)]
