"""Whom Muster believes, and what it says of whom it doesn't."""

import datetime
import ssl
from pathlib import Path

import pytest
import trustme

from consumers.clients import tls
from tests.consumers.tls_server import answering


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


def known(ca: trustme.CA, folder: Path) -> Path:
    """The CA's certificate as a file."""
    ca.cert_pem.write_to_path(folder / "ca.pem")
    return folder / "ca.pem"


def server(ca: trustme.CA, *names: str, expired: bool = False) -> ssl.SSLContext:
    yesterday = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    certificate = ca.issue_cert(*names, not_after=yesterday if expired else None)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def test_a_server_whose_ca_is_known_is_believed(ca: trustme.CA, tmp_path: Path) -> None:
    with answering(server(ca, "127.0.0.1")) as port:
        assert tls.fault("127.0.0.1", port, tls.context(known(ca, tmp_path))) == ""


def test_a_strangers_certificate_an_old_one_and_another_machines_are_told_apart(
    ca: trustme.CA, tmp_path: Path
) -> None:
    believed = tls.context(known(ca, tmp_path))
    for context, why in (
        (server(trustme.CA(), "127.0.0.1"), "unable to get local issuer certificate"),
        (server(ca, "127.0.0.1", expired=True), "certificate has expired"),
        (server(ca, "kafka.example"), "IP address mismatch, certificate is not valid for '127.0.0.1'"),
    ):
        with answering(context) as port:
            found = tls.fault("127.0.0.1", port, believed)
        assert found == f"its certificate is not to be trusted ({why})"


def test_without_a_file_it_is_the_systems_cas_that_are_believed(ca: trustme.CA) -> None:
    with answering(server(ca, "127.0.0.1")) as port:
        assert "unable to get local issuer" in tls.fault("127.0.0.1", port, tls.context(None))


def test_a_port_without_tls_and_a_client_without_it_are_told(ca: trustme.CA, tmp_path: Path) -> None:
    with answering(None) as port:
        assert "it speaks no TLS" in tls.fault("127.0.0.1", port, tls.context(known(ca, tmp_path)))
        assert tls.fault("127.0.0.1", port, None) == ""
    with answering(server(ca, "127.0.0.1")) as port:
        assert tls.fault("127.0.0.1", port, None) == "it speaks TLS"


def test_where_nobody_listens_it_is_not_for_tls() -> None:
    assert tls.fault("127.0.0.1", 9, tls.context(None)) == ""
    assert tls.fault("127.0.0.1", 9, None) == ""


def test_a_server_that_asks_for_one_is_shown_a_certificate(ca: trustme.CA, tmp_path: Path) -> None:
    ours = ca.issue_cert("muster.example")
    certificate, key = tmp_path / "ours.pem", tmp_path / "ours.key"
    ours.cert_chain_pems[0].write_to_path(certificate)
    ours.private_key_pem.write_to_path(key)
    asking = server(ca, "127.0.0.1")
    asking.verify_mode = ssl.CERT_REQUIRED
    # TLS 1.3 would complain after the handshake
    asking.maximum_version = ssl.TLSVersion.TLSv1_2
    ca.configure_trust(asking)
    with answering(asking) as port:
        shown = tls.context(known(ca, tmp_path), certificate=certificate, key=key)
        assert tls.fault("127.0.0.1", port, shown) == ""
        assert tls.fault("127.0.0.1", port, tls.context(known(ca, tmp_path))) != ""


def test_files_that_hold_something_else_are_named(ca: trustme.CA, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.pem"
    wrong.write_text("no certificate")
    with pytest.raises(ValueError, match=r"wrong\.pem holds no certificate"):
        tls.context(wrong)
    with pytest.raises(ValueError, match="are not a certificate and its key"):
        tls.context(known(ca, tmp_path), certificate=wrong, key=wrong)
    with pytest.raises(ValueError, match="gone"):
        tls.context(tmp_path / "gone.pem")


def test_nothing_older_than_tls_1_2_is_spoken() -> None:
    made = tls.context(None)
    assert made.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert made.check_hostname
    assert made.verify_mode is ssl.CERT_REQUIRED
