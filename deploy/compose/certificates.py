"""A certificate authority of our own, and a server's certificate that it has signed, by the openssl of the image."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

DAYS = 3650
#: What the strict check of Python 3.13 asks of an authority and of what it signs.
_AUTHORITY = ("basicConstraints=critical,CA:TRUE,pathlen:0", "keyUsage=critical,keyCertSign")
_SERVER = (
    "basicConstraints=critical,CA:FALSE",
    "keyUsage=critical,digitalSignature",
    "extendedKeyUsage=serverAuth,clientAuth",
)


def make(folder: Path, names: Sequence[str], addresses: Sequence[str] = ()) -> None:
    """Write `ca.pem`, `tls.crt` and `tls.key` into `folder`, for a server that is known by these names and IP addresses.

    The authority's key is thrown away: nothing else can be signed by it, and nobody can take it.
    """
    authority = folder / "ca.key"
    _openssl(folder, "ca.key", "ca.pem", "Muster's own authority", _AUTHORITY)
    known = ",".join([*(f"DNS:{name}" for name in names), *(f"IP:{address}" for address in addresses)])
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key")
    _openssl(folder, "tls.key", "tls.crt", names[0], (*_SERVER, f"subjectAltName={known}"), *signed)
    authority.unlink()


def _openssl(folder: Path, key: str, out: str, name: str, extensions: Sequence[str], *more: str) -> None:
    added = [word for extension in extensions for word in ("-addext", extension)]
    new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout", key, "-out", out)
    subprocess.run(
        ["openssl", "req", "-x509", *new, "-days", str(DAYS), "-subj", f"/CN={name}", *added, *more],
        cwd=folder,
        check=True,
        capture_output=True,
        # what this machine has set for openssl is not for these, which say all that they need
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "OPENSSL_CONF": "/dev/null"},
    )
