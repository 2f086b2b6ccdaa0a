"""TLS: whom Muster believes, and why a server that answers is not believed.

Kafka's clients try again whatever the reason and end with "unable to bootstrap"; elasticsearch-py says "TLS error". So
whoever has failed looks for himself, once, with a connection of his own.
"""

import socket
import ssl
from pathlib import Path

_SECONDS = 2.0


def context(ca: Path | None, *, certificate: Path | None = None, key: Path | None = None) -> ssl.SSLContext:
    """Believes the CAs of that file, else those that the system believes; shows Muster's own certificate if it has one.

    Raises `ValueError`, naming the file, if it is none of the kind.
    """
    try:
        made = ssl.create_default_context(cafile=ca)
    except (ssl.SSLError, OSError):
        raise ValueError(f"{ca} holds no certificate: name the CA's, a PEM file") from None
    if certificate is not None:
        try:
            # a key with a password would be asked for on the terminal
            made.load_cert_chain(certificate, key, password="")  # nosec B106  # none: the key is not locked
        except (ssl.SSLError, OSError):
            raise ValueError(
                f"{certificate} and {key} are not a certificate and its key: name PEM files, the key without a password"
            ) from None
    return made


def fault(host: str, port: int, believed: ssl.SSLContext | None) -> str:
    """Why a connection there fails that is made with TLS (`believed`) or without; "" if it is not for TLS that it does."""
    try:
        with socket.create_connection((host, port), timeout=_SECONDS) as connection:
            if believed is None:
                return "it speaks TLS" if _speaks_tls(connection, host) else ""
            with believed.wrap_socket(connection, server_hostname=host):
                return ""
    except ssl.SSLCertVerificationError as error:
        return f"its certificate is not to be trusted ({error.verify_message.rstrip('.')})"
    except ssl.SSLError:
        return "it speaks no TLS, or none that both know"
    except TimeoutError:
        return ""
    except ConnectionResetError:
        return "it speaks no TLS" if believed is not None else ""
    except OSError:
        return ""


def _speaks_tls(connection: socket.socket, host: str) -> bool:
    anyone = ssl.create_default_context()
    # whom it is does not matter, and nothing is said to it
    anyone.check_hostname = False
    anyone.verify_mode = ssl.CERT_NONE
    try:
        with anyone.wrap_socket(connection, server_hostname=host):
            return True
    except OSError:
        return False
