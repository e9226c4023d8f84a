"""Encryption and sign-in to the mail server: no letter goes out by a worse way than the settings say."""

import ssl
from datetime import timedelta

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from portal.lib.addresses import smtp_server
from portal.outbox.channels import email
from portal.outbox.delivery import deliver_due
from portal.outbox.models import Message, State
from tests.postman import Postman

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Self-signed, for localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = timezone.now()
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.fixture
def trusted(certificate, monkeypatch):
    context = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(email.ssl, "create_default_context", lambda: context)


def check(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b"portal", b"qu:pia"), handled=False)


@pytest.fixture
def encrypting(certificate):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    postman = Postman(tls_context=context, require_starttls=True, auth_required=True, authenticator=check)
    yield postman
    postman.stop()


@pytest.fixture
def talk(settings, letter):
    def to(postman, scheme="smtp", who=""):
        settings.OUTBOX_SMTP = smtp_server(f"{scheme}://{who}localhost:{postman.port}")
        waiting = letter()
        counts = deliver_due()
        waiting.refresh_from_db()
        return counts, waiting

    return to


def test_letter_goes_out_encrypted_and_signed_in(encrypting, trusted, talk):
    counts, _ = talk(encrypting, "smtp+tls", "portal:qu%3Apia@")
    assert counts["sent"] == 1
    assert len(encrypting.taken) == 1


def test_wrong_password_is_no_fault_of_the_letter(encrypting, trusted, talk, caplog):
    counts, waiting = talk(encrypting, "smtp+tls", "portal:wrong@")
    assert counts["unavailable"] == 1
    assert (waiting.state, waiting.attempt) == (State.QUEUED, 0)
    assert "SMTPAuthenticationError 535" in caplog.text
    assert "wrong" not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("portal"))


def test_unknown_certificate_gets_no_letter(encrypting, talk):
    counts, waiting = talk(encrypting, "smtp+tls", "portal:qu%3Apia@")
    assert counts["unavailable"] == 1
    assert waiting.state == State.QUEUED
    assert not encrypting.taken


def test_server_without_encryption_gets_no_letter_when_encryption_is_asked_for(postman, talk):
    counts, waiting = talk(postman, "smtp+tls")
    assert counts["unavailable"] == 1
    assert waiting.state == State.QUEUED
    assert not Message.objects.filter(state=State.SENT).exists()
    assert not postman.taken
