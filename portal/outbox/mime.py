import ipaddress
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr, getaddresses, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from portal.outbox.models import Message

CRLF = compat32.clone(linesep="\r\n")


def compose(message: Message) -> bytes:
    """The same letter at every attempt: Message-ID and Date are those of the row.

    ASCII throughout, so that no server on the way has to know 8BITMIME or SMTPUTF8. Made with the older half of
    Python's email package: the newer one loses blanks when it folds a long Kazakh subject.
    """
    mail = _content(message)
    headers = message.headers | {
        "Message-ID": message.message_id,
        "Date": format_datetime(timezone.localtime(message.created_at)),
        "From": _readable(message.sender),
        "To": _readable(message.address),
        "Subject": message.subject,
        "Content-Language": message.language,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if message.reply_to:
        headers["Reply-To"] = _readable(message.reply_to)
    for name, value in headers.items():
        del mail[name]
        line = " ".join(str(value).split())
        mail[name] = Header(line, None if line.isascii() else "utf-8", header_name=name).encode()
    return mail.as_bytes(policy=CRLF)


def _content(message: Message) -> MIMEBase:
    text, html = MIMEText(message.text, "plain", "utf-8"), MIMEText(message.html, "html", "utf-8")
    if not message.html:
        return text
    return MIMEMultipart("alternative", _subparts=[text, html]) if message.text else html


def _readable(header: str) -> str:
    """Addresses with their names in encoded words and their domains in ASCII."""
    return ", ".join(
        formataddr((Header(name, "utf-8").encode(linesep=""), _ascii(address)))
        for name, address in getaddresses([header])
    )


def envelope_address(header: str) -> str:
    """`Name <local@пошта.қаз>` → `local@xn--80a1acn3a.xn--80ao21a`."""
    return _ascii(parseaddr(header)[1])


def _ascii(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


def own_host() -> str:
    """What the portal is called in the mail world; an address without a name stands in brackets there."""
    name = urlsplit(settings.SITE_URL).hostname or "localhost"
    try:
        return f"[{ipaddress.ip_address(name)}]"
    except ValueError:
        return name
