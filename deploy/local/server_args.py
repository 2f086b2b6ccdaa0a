"""What Elasticsearch reads from its stdin at start: its settings, in its own binary form.

Elastic's launcher is a second Java that reads the configuration, works out Java's options and writes these bytes
to the server. Writing them here starts Elasticsearch in 3.6 s where the launcher takes 8.5, keeps 100 MB free,
and leaves one process to watch. The form belongs to the pinned version (org.elasticsearch.bootstrap.ServerArgs);
should a later version change it, the server says so at once and every test that starts it fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

KEYSTORE_CLASS = "org.elasticsearch.common.settings.KeyStoreWrapper"
KEYSTORE_FORMAT = 7


def server_args(settings: Mapping[str, str], *, config: Path, logs: Path) -> bytes:
    """The bytes for a server that runs on after its stdin has ended and has an empty keystore."""
    return b"".join(
        (
            _flag(True),  # daemonize: don't end when stdin does
            _flag(False),  # quiet: no, what goes wrong before the log is open goes to the console
            _flag(False),  # a file for the process id: none
            _text(KEYSTORE_CLASS),
            KEYSTORE_FORMAT.to_bytes(4, "big"),
            _flag(False),  # the keystore has a password
            _flag(False),  # its encrypted bytes follow
            _count(0),  # its entries
            _flag(False),  # it is closed
            _count(len(settings)),
            # A setting's value is a generic one: 0 says that it is a text.
            *(_text(name) + b"\0" + _text(value) for name, value in sorted(settings.items())),
            _text(str(config)),
            _text(str(logs)),
        )
    )


def _flag(value: bool) -> bytes:
    return bytes([value])


def _count(value: int) -> bytes:
    """An unsigned number in groups of seven bits, the lowest first."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _text(value: str) -> bytes:
    """Its length in UTF-16 units, then each unit as UTF-8 would have it."""
    pairs = value.encode("utf-16-be")
    units = [int.from_bytes(pairs[i : i + 2], "big") for i in range(0, len(pairs), 2)]
    return _count(len(units)) + b"".join(chr(unit).encode("utf-8", "surrogatepass") for unit in units)
