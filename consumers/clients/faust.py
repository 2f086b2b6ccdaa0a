"""Faust's way to Kafka, as the settings say. Faust takes half a second to import: only workers do."""

import faust

from consumers.clients.kafka import context
from consumers.settings import Settings


def credentials(settings: Settings) -> faust.SASLCredentials | faust.SSLCredentials | None:
    """Who this is, in Faust's words, and whom it believes; None where anyone may come. Raises `MusterError`."""
    believed = context(settings) if settings.kafka_security.endswith("ssl") else None
    if settings.kafka_security.startswith("sasl_"):
        return faust.SASLCredentials(
            username=settings.kafka_user,
            password=settings.kafka_password.get_secret_value(),
            mechanism=settings.kafka_mechanism,
            ssl_context=believed,
        )
    return faust.SSLCredentials(believed) if believed is not None else None
