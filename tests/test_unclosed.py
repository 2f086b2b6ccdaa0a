"""Sockets that kafka-python leaves to the garbage collector."""

import gc
import socket
import warnings

import pytest
from kafka.errors import KafkaConnectionError
from kafka.net.inet import create_connection
from kafka.net.selector import NetworkSelector
from kafka.net.transport import KafkaTCPTransport


def test_a_connection_that_is_given_up_or_refused_or_cut_short_leaves_no_socket() -> None:
    with socket.create_server(("127.0.0.1", 0)) as there, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        address = there.getsockname()
        net = NetworkSelector()
        cut_short = KafkaTCPTransport(net, net.run(create_connection, net, *address))
        cut_short.write(b"something")
        cut_short.close()
        given_up = net.call_soon(create_connection(net, *address))
        net.poll(timeout_ms=0)
        net.cancel(given_up)
        del given_up
        there.close()
        with pytest.raises(KafkaConnectionError, match="REFUSED"):
            net.run(create_connection, net, *address)
        net.close()
        del cut_short, net
        gc.collect()
    assert not [str(each.message) for each in warned]
