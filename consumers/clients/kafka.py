"""Kafka's clients, as the settings say: kafka-python's, for commands. `in_order` has aiokafka's, for the gateway and what
stages send, and `faust` what Faust has to know."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer

from consumers.clients import tls
from consumers.errors import MusterError
from consumers.settings import Settings

Admin: TypeAlias = KafkaAdminClient
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


def server(settings: Settings) -> Mapping[str, Any]:
    """Where Kafka is and how it is spoken to, in words that both libraries know."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.kafka.split(","),
        "security_protocol": settings.kafka_security.upper(),
    }
    if settings.kafka_security.endswith("ssl"):
        options["ssl_context"] = context(settings)
    if settings.kafka_security.startswith("sasl_"):
        options |= {
            "sasl_mechanism": settings.kafka_mechanism,
            "sasl_plain_username": settings.kafka_user,
            "sasl_plain_password": settings.kafka_password.get_secret_value(),
        }
    return options


def context(settings: Settings) -> Any:
    """What certificates are believed and shown. Raises `MusterError` if they can't be read."""
    try:
        return tls.context(settings.kafka_ca, certificate=settings.kafka_certificate, key=settings.kafka_key)
    except ValueError as error:
        raise MusterError(f"MUSTER_KAFKA_CA, …_CERTIFICATE, …_KEY: {error}") from None
