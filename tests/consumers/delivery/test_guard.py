"""No connection to a private address, however it is written and whoever opens it."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextvars import copy_context

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.delivery.guard import PrivateAddress, guarded, is_public


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_everybody_can_reach_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254"),
        *("100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1"),
        # IPv4 in IPv6's clothes
        *("::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
        *("64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a00:1::1"),
        # no addresses, but what a resolver makes one of
        *("localhost", "2130706433", "0177.0.0.1", "127.1", "0x7f.1", "", "/run/x.sock"),
    ],
)
def test_what_only_this_machine_or_its_network_can_reach_is_not(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv6_address_is_as_public_as_the_ipv4_address_that_it_stands_for(address: object) -> None:
    assert is_public(f"::ffff:{address}") == is_public(f"64:ff9b::{address}") == is_public(str(address))


@pytest.fixture
def port() -> Iterator[int]:
    """Of something that listens on the loopback address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "127.1"])
def test_a_connection_to_a_private_address_is_prevented_whatever_name_led_there(host: str, port: int) -> None:
    with guarded() as refused, pytest.raises(PrivateAddress):
        socket.create_connection((host, port), timeout=5)
    assert "127.0.0.1" in refused


def test_outside_of_the_guard_and_where_it_is_allowed_all_is_as_ever(port: int) -> None:
    with guarded():
        pass
    socket.create_connection(("127.0.0.1", port), timeout=5).close()
    with guarded(allow=True) as refused:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    assert not refused


def test_a_datagram_and_a_local_socket_are_prevented_too(port: int) -> None:
    with guarded() as refused:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams, pytest.raises(PrivateAddress):
            datagrams.sendto(b"x", ("127.0.0.1", port))
        with socket.socket(socket.AF_UNIX) as local, pytest.raises(PrivateAddress):
            local.connect("/run/docker.sock")
    assert len(refused) == 2


def test_it_holds_in_threads_that_are_given_the_context(port: int) -> None:
    raised: list[BaseException] = []

    def connect() -> None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except PrivateAddress as error:
            raised.append(error)

    with guarded() as refused:
        thread = threading.Thread(target=copy_context().run, args=(connect,))
        thread.start()
        thread.join()
    assert raised
    assert refused == ["127.0.0.1"]


async def test_it_holds_for_one_task_and_not_for_its_neighbour(port: int) -> None:
    async def connect(allow: bool) -> bool:
        with guarded(allow=allow):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except PrivateAddress:
                return False
            writer.close()
            await writer.wait_closed()
            return True

    assert await asyncio.gather(*(connect(allow) for allow in (True, False, True))) == [True, False, True]
