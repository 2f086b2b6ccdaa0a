"""Who asks, and whether they may: the dependencies that every route has."""

from typing import Annotated

from fastapi import Depends, Request

from consumers.desk.desk import Desk
from consumers.desk.errors import Refused
from consumers.desk.users import RoleName, User

HERE = User("this machine", "admin")
"""who asks where there is no sign-in: the desk listens on loopback only"""

SIGNED_IN = "user"
"""the name in the session"""


class SignInFirst(Exception):  # not a fault
    """Nobody has signed in yet."""


def desk_of(request: Request) -> Desk:
    """The desk that the request came to."""
    desk: Desk = request.app.state.desk
    return desk


async def the_desk(request: Request) -> Desk:
    """The same for a route: FastAPI calls what is not a coroutine in a thread, for every request."""
    return desk_of(request)


TheDesk = Annotated[Desk, Depends(the_desk)]


def user_of(request: Request) -> User | None:
    """Who asks: as the trusted proxy says, or as the session does; None if nobody has signed in."""
    desk = desk_of(request)
    if header := desk.settings.desk_user_header:
        return _behind_a_proxy(request, desk, header)
    if desk.users is None:
        return HERE
    name = request.session.get(SIGNED_IN)
    return desk.users.named(name) if isinstance(name, str) else None


def _behind_a_proxy(request: Request, desk: Desk, header: str) -> User | None:
    """A header is believed from the proxy's address only: anyone can send one."""
    proxies = {address.strip() for address in desk.settings.desk_proxies.split(",")}
    name = request.headers.get(header, "").strip()
    if not name or request.client is None or request.client.host not in proxies:
        return None
    known = desk.users.named(name) if desk.users else None
    return known or User(name, desk.settings.desk_header_role)


def _at_least(request: Request, role: RoleName) -> User:
    user = user_of(request)
    if user is None:
        raise SignInFirst
    if not user.may(role):
        raise Refused(f"{user.name} is {_a(user.role)}; this is for {_a(role)}", status=403)
    return user


def _a(role: str) -> str:
    return f"an {role}" if role[0] in "aeiou" else f"a {role}"


async def _reader(request: Request) -> User:
    return _at_least(request, "reader")


async def _analyst(request: Request) -> User:
    return _at_least(request, "analyst")


async def _admin(request: Request) -> User:
    return _at_least(request, "admin")


Reader = Annotated[User, Depends(_reader)]
Analyst = Annotated[User, Depends(_analyst)]
Admin = Annotated[User, Depends(_admin)]
