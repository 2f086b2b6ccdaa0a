"""The rulebook of the installation that a command is for."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from consumers.command import context
from consumers.rules.rulebook import Rulebook
from consumers.stored.elastic import Store

Result = TypeVar("Result")

__all__ = ["Rulebook", "ask", "ask_store"]


def ask(do: Callable[[Rulebook], Awaitable[Result]]) -> Result:
    """What the rulebook answers. Raises `MusterError` as that does, and if no server is known."""
    return ask_store(lambda store: do(Rulebook(store)))


def ask_store(do: Callable[[Store], Awaitable[Result]]) -> Result:
    """What the installation's indices answer."""
    settings = context.connected()

    async def done() -> Result:
        async with Store(settings) as store:
            return await do(store)

    return asyncio.run(done())
