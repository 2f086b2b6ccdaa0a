"""Kafka's clients, as the settings say: kafka-python's for commands, aiokafka's for the gateway, Faust's for stages."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import faust
from aiokafka import AIOKafkaProducer
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer

from consumers.clients import tls
from consumers.errors import MusterError
from consumers.settings import Settings

Admin: TypeAlias = KafkaAdminClient
AsyncProducer: TypeAlias = AIOKafkaProducer
Consumer: TypeAlias = KafkaConsumer
Producer: TypeAlias = KafkaProducer


def admin(settings: Settings, **options: Any) -> Admin:
    """For topics and groups, with options of kafka-python's. Raises `KafkaError`, as the others do."""
    return KafkaAdminClient(**server(settings), **options)


def consumer(settings: Settings, **options: Any) -> Consumer:
    """For reading beside the stages."""
    return KafkaConsumer(**server(settings), **options)


def producer(settings: Settings, **options: Any) -> Producer:
    """For commands that publish."""
    return KafkaProducer(**server(settings), **options)


def async_producer(settings: Settings, **options: Any) -> AsyncProducer:
    """For the gateway; it is connected by its `start`."""
    return AIOKafkaProducer(**server(settings), **options)


def server(settings: Settings) -> Mapping[str, Any]:
    """Where Kafka is and how it is spoken to, in words that both libraries know."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.kafka.split(","),
        "security_protocol": settings.kafka_security.upper(),
    }
    if settings.kafka_security.endswith("ssl"):
        options["ssl_context"] = _context(settings)
    if settings.kafka_security.startswith("sasl_"):
        options |= {
            "sasl_mechanism": settings.kafka_mechanism,
            "sasl_plain_username": settings.kafka_user,
            "sasl_plain_password": settings.kafka_password.get_secret_value(),
        }
    return options


def credentials(settings: Settings) -> faust.SASLCredentials | faust.SSLCredentials | None:
    """The same for Faust."""
    believed = _context(settings) if settings.kafka_security.endswith("ssl") else None
    if settings.kafka_security.startswith("sasl_"):
        return faust.SASLCredentials(
            username=settings.kafka_user,
            password=settings.kafka_password.get_secret_value(),
            mechanism=settings.kafka_mechanism,
            ssl_context=believed,
        )
    return faust.SSLCredentials(believed) if believed is not None else None


def _context(settings: Settings) -> Any:
    try:
        return tls.context(settings.kafka_ca, certificate=settings.kafka_certificate, key=settings.kafka_key)
    except ValueError as error:
        raise MusterError(f"MUSTER_KAFKA_CA, …_CERTIFICATE, …_KEY: {error}") from None
