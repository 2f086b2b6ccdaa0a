"""Why Kafka is not to be spoken to. Its clients try again whatever the reason, and then say that it did not answer."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from aiokafka.conn import AIOKafkaConnection
from aiokafka.errors import KafkaError, SaslAuthenticationFailed, UnsupportedSaslMechanismError
from kafka.errors import AuthorizationError

from consumers.clients import tls
from consumers.clients.kafka import server
from consumers.errors import Unavailable
from consumers.settings import Settings

_SECONDS = 3.0
_GOODBYE = 0.5
_ROLES = "docs/security.md says what it needs"


def unavailable(settings: Settings, error: Exception, *, what: str = "does not answer") -> Unavailable:
    """What to raise for a client's `error`: with why and what to do, if looking for it finds out. No secret is in it."""
    if isinstance(error, AuthorizationError):
        why = f"{type(error).__name__}: {_whom(settings)} may not do this; {_ROLES}"
    else:
        why = fault(settings) or type(error).__name__
    return Unavailable(f"Kafka at {settings.kafka} {what} ({why})")


def fault(settings: Settings) -> str:
    """What is wrong with the first bootstrap server that anything is wrong with, and what to do; "" if none says.

    Speaks to each of them for a few seconds at most.
    """
    with ThreadPoolExecutor(1) as thread:
        # who asks may be in an event loop
        return thread.submit(asyncio.run, _first(settings)).result()


async def _first(settings: Settings) -> str:
    for address in settings.kafka.split(","):
        host, _, port = address.rpartition(":")
        if found := await _at(settings, host.strip("[]"), int(port)):
            return f"{address}: {found}"
    return ""


async def _at(settings: Settings, host: str, port: int) -> str:
    believed = server(settings).get("ssl_context")
    if found := await asyncio.to_thread(tls.fault, host, port, believed):
        return f"{found}; {_tls_advice(settings)}"
    if not settings.kafka_user:
        return ""
    options = {name: value for name, value in server(settings).items() if name != "bootstrap_servers"}
    connection = AIOKafkaConnection(host, port, **options)
    try:
        async with asyncio.timeout(_SECONDS):
            await connection.connect()
    except SaslAuthenticationFailed:
        return (
            f"it does not take the password of {_whom(settings)} by {settings.kafka_mechanism}; "
            "look at MUSTER_KAFKA_USER, MUSTER_KAFKA_PASSWORD and MUSTER_KAFKA_MECHANISM"
        )
    except UnsupportedSaslMechanismError:
        return f"it does not take {settings.kafka_mechanism}; set MUSTER_KAFKA_MECHANISM to one that it does"
    except (KafkaError, OSError, TimeoutError):
        return ""
    finally:
        # over TLS a goodbye takes a moment, and who leaves the loop before leaves a socket open
        await asyncio.wait({asyncio.ensure_future(connection.close())}, timeout=_GOODBYE)
    return ""


def _whom(settings: Settings) -> str:
    return f"user {settings.kafka_user}" if settings.kafka_user else "nobody in particular"


def _tls_advice(settings: Settings) -> str:
    if settings.kafka_security.endswith("ssl"):
        return "look at MUSTER_KAFKA, MUSTER_KAFKA_SECURITY and MUSTER_KAFKA_CA"
    return "set MUSTER_KAFKA_SECURITY to ssl or sasl_ssl"
