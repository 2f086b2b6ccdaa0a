"""The settings that say where Kafka and Elasticsearch are, who Muster is there, and whom it believes."""

import ipaddress
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, FilePath, SecretStr, model_validator
from pydantic_settings import BaseSettings


class ServerSettings(BaseSettings):
    """A part of `Settings`. What contradicts itself is refused, for it would otherwise be less safe than it looks."""

    kafka: Annotated[
        str,
        Field(
            pattern=r"^([^\s,]+:\d+(,[^\s,]+:\d+)*)?$",
            description="bootstrap servers, host:port[,host:port]; empty: the local server",
        ),
    ] = ""
    kafka_security: Annotated[
        Literal["plaintext", "ssl", "sasl_plaintext", "sasl_ssl"],
        Field(
            description="plaintext, ssl, sasl_plaintext or sasl_ssl, as Kafka's listener has it; see docs/security.md"
        ),
    ] = "plaintext"
    kafka_mechanism: Annotated[
        Literal["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"],
        Field(description="how the user signs in to Kafka: SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN"),
    ] = "SCRAM-SHA-512"
    kafka_user: Annotated[str, Field(description="user, where Kafka asks for one (sasl_…)")] = ""
    kafka_password: Annotated[SecretStr, Field(description="that user's password")] = SecretStr("")
    kafka_ca: Annotated[
        FilePath | None,
        Field(description="file with the CA of Kafka's certificates; none: those that the system trusts"),
    ] = None
    kafka_certificate: Annotated[
        FilePath | None, Field(description="PEM file with Muster's own certificate, where Kafka asks for one")
    ] = None
    kafka_key: Annotated[FilePath | None, Field(description="PEM file with that certificate's key")] = None
    elasticsearch: Annotated[
        str,
        Field(
            # a password in it would be shown wherever the address is
            pattern=r"^(https?://[^\s/@]+:\d+(/[^\s@]*)?)?$",
            description="address, http(s)://host:port, with no user or password in it; empty: the local server",
        ),
    ] = ""
    elasticsearch_api_key: Annotated[
        SecretStr, Field(description="API key as Elasticsearch shows it (`encoded`), in the place of a user")
    ] = SecretStr("")
    elasticsearch_user: Annotated[str, Field(description="user, where Elasticsearch asks for one")] = ""
    elasticsearch_password: Annotated[SecretStr, Field(description="that user's password")] = SecretStr("")
    elasticsearch_ca: Annotated[
        FilePath | None,
        Field(
            description="file with the CA of Elasticsearch's certificate; none: those that the system trusts"
        ),
    ] = None

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if faults := [*self._kafka_faults(), *self._elasticsearch_faults()]:
            raise ValueError("; ".join(faults))
        return self

    def _kafka_faults(self) -> list[str]:
        signs_in, is_tls = self.kafka_security.startswith("sasl_"), self.kafka_security.endswith("ssl")
        has_user, has_password = bool(self.kafka_user), bool(self.kafka_password.get_secret_value())
        faults = []
        if signs_in and not (has_user and has_password):
            faults.append(
                f"MUSTER_KAFKA_SECURITY={self.kafka_security} needs MUSTER_KAFKA_USER and MUSTER_KAFKA_PASSWORD"
            )
        if (has_user or has_password) and not signs_in:
            faults.append(
                f"MUSTER_KAFKA_SECURITY={self.kafka_security} signs nobody in: take MUSTER_KAFKA_USER and "
                "MUSTER_KAFKA_PASSWORD away, or set sasl_ssl"
            )
        if (self.kafka_ca or self.kafka_certificate or self.kafka_key) and not is_tls:
            faults.append(
                f"MUSTER_KAFKA_SECURITY={self.kafka_security} has no TLS: take MUSTER_KAFKA_CA, …_CERTIFICATE and "
                "…_KEY away, or set ssl or sasl_ssl"
            )
        if (self.kafka_certificate is None) != (self.kafka_key is None):
            faults.append("set both of MUSTER_KAFKA_CERTIFICATE and MUSTER_KAFKA_KEY, or neither")
        if self.kafka_security == "sasl_plaintext" and self.kafka_mechanism == "PLAIN":
            far = [each for each in self.kafka.split(",") if each and not _is_here(each)]
            if far:
                faults.append(
                    f"the password would go to {', '.join(far)} in the clear: set MUSTER_KAFKA_SECURITY=sasl_ssl"
                )
        return faults

    def _elasticsearch_faults(self) -> list[str]:
        has_user = bool(self.elasticsearch_user)
        has_key = bool(self.elasticsearch_api_key.get_secret_value())
        address = self.elasticsearch
        faults = []
        if has_user and has_key:
            faults.append("set one of MUSTER_ELASTICSEARCH_API_KEY and MUSTER_ELASTICSEARCH_USER")
        if has_user != bool(self.elasticsearch_password.get_secret_value()):
            faults.append(
                "set both of MUSTER_ELASTICSEARCH_USER and MUSTER_ELASTICSEARCH_PASSWORD, or neither"
            )
        if address.startswith("http://") and self.elasticsearch_ca is not None:
            faults.append(f"{address} has no TLS: take MUSTER_ELASTICSEARCH_CA away, or write https://")
        if address.startswith("http://") and (has_user or has_key) and not _is_here(urlsplit(address).netloc):
            faults.append(f"the password or key would go to {address} in the clear: write https://")
        return faults


def _is_here(host_and_port: str) -> bool:
    """Whether an address is one of this machine's own: what goes there crosses no network."""
    host = host_and_port.rpartition(":")[0].strip("[]")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
