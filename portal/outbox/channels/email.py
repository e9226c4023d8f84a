"""Letters by SMTP.

A letter leaves in this order: connect, EHLO, STARTTLS, login, MAIL, RCPT; then the row is marked *uncertain* and that
is committed; then DATA; then, after the server's answer, the row is marked *sent*. So a worker that is killed

- before the mark can't have sent anything: the row is *leased*, and sent once its lease is over;
- after the mark and before the server accepted the letter: the row is *uncertain*, and sent once its lease is over;
- after the server accepted the letter and before *sent* was committed: the row is *uncertain* too, since nobody can
  tell these two apart, and the letter goes out a second time, with the same Message-ID.

The third case is the only one in which a letter is repeated, and none is ever lost. A connection that breaks while the
answer to DATA is awaited is the same case.
"""

import smtplib
import ssl
from collections.abc import Callable
from typing import Self

from django.conf import settings

from portal.lib.addresses import SmtpServer
from portal.outbox.channels import Rejected, Unanswered, Unavailable
from portal.outbox.mime import compose, envelope_address, own_host
from portal.outbox.models import Message

PATIENCE = 60  # seconds for each answer; from the mark to the last answer there are three waits, see actions.LEASE
CLOSING = 421  # the server is about to hang up, whatever it was asked


class SmtpCarrier:
    """Several letters over one connection, made anew when the server has closed it."""

    def __init__(self) -> None:
        self.smtp = _connect(settings.OUTBOX_SMTP)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        _hang_up(self.smtp)

    def send(self, message: Message, before_handover: Callable[[], None]) -> None:
        mail = compose(message)
        sender, recipient = envelope_address(message.sender), envelope_address(message.address)
        self._be_ready()
        try:
            self._give_addresses(sender, recipient)
        except (smtplib.SMTPException, OSError) as error:
            raise Unavailable(_describe(error)) from error
        before_handover()
        try:
            code, _ = self.smtp.data(mail)
        except smtplib.SMTPDataError as error:
            code = error.smtp_code
        except (smtplib.SMTPException, OSError) as error:
            raise Unanswered(_describe(error)) from error
        if code != 250:
            raise Rejected(f"DATA {code}", is_permanent=code >= 500)

    def _be_ready(self) -> None:
        try:
            if self.smtp.rset()[0] == 250:
                return
        except (smtplib.SMTPException, OSError):
            pass  # servers close idle or long conversations
        _hang_up(self.smtp)
        self.smtp = _connect(settings.OUTBOX_SMTP)

    def _give_addresses(self, sender: str, recipient: str) -> None:
        code, _ = self.smtp.mail(sender)
        if code == CLOSING:
            raise Unavailable(f"MAIL {code}")
        if code != 250:
            # The portal writes from its own address: a refusal is ours to put right, and the letter waits for that.
            raise Rejected(f"MAIL {code}", is_permanent=False)
        code, _ = self.smtp.rcpt(recipient)
        if code == CLOSING:
            raise Unavailable(f"RCPT {code}")
        if code not in {250, 251}:
            raise Rejected(f"RCPT {code}", is_permanent=code >= 500)


def _connect(server: SmtpServer) -> smtplib.SMTP:
    try:
        smtp = _dial(server)
        try:
            _introduce(smtp, server)
        except BaseException:
            smtp.close()
            raise
    except (smtplib.SMTPException, OSError) as error:
        raise Unavailable(_describe(error)) from error
    return smtp


def _dial(server: SmtpServer) -> smtplib.SMTP:
    if server.security != "tls":
        return smtplib.SMTP(server.host, server.port, own_host(), PATIENCE)
    context = ssl.create_default_context()
    return smtplib.SMTP_SSL(server.host, server.port, own_host(), timeout=PATIENCE, context=context)


def _introduce(smtp: smtplib.SMTP, server: SmtpServer) -> None:
    smtp.ehlo_or_helo_if_needed()
    if server.security == "starttls":
        smtp.starttls(context=ssl.create_default_context())
    if server.user:
        smtp.login(server.user, server.password)


def _hang_up(smtp: smtplib.SMTP) -> None:
    try:
        smtp.quit()
    except (smtplib.SMTPException, OSError):
        smtp.close()


def _describe(error: Exception) -> str:
    """Class and code; the server's own words often repeat an address."""
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()
