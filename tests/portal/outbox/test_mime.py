from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime

import pytest

from portal.outbox.mime import compose, envelope_address, own_host
from portal.outbox.models import Message

LONG = "Шекті жерлердегі әйелдер көшбасшылығын дамыту бағдарламасы: «Өңір үні» қоғамдық қорының өтініміңіз бойынша шешімі шықты"


def read(letter):
    return message_from_bytes(compose(letter), policy=default)


def test_kazakh_letter_read_back_is_the_same(letter):
    mail = read(letter(subject=LONG, text="Құрметті Айгүл Серікқызы!\n\nӘ ғ қ ң ө ұ ү һ і\n", html="<p>Құрметті</p>"))

    assert mail["Subject"] == LONG
    assert mail.get_content_type() == "multipart/alternative"
    assert mail.get_body(["plain"]).get_content() == "Құрметті Айгүл Серікқызы!\n\nӘ ғ қ ң ө ұ ү һ і\n"
    assert mail.get_body(["html"]).get_content().strip() == "<p>Құрметті</p>"
    assert mail["Content-Language"] == "kk"


def test_letter_is_ascii_in_lines_that_every_server_takes(letter):
    raw = compose(letter(subject=LONG, text="ә" * 5000, sender='"«Өңір үні» қоры, Алматы" <no-reply@otinim.example>'))
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert message_from_bytes(raw, policy=default)["From"].addresses[0].display_name == "«Өңір үні» қоры, Алматы"


def test_letter_says_that_a_machine_wrote_it(letter):
    mail = read(letter())
    assert mail["Auto-Submitted"] == "auto-generated"


def test_repeated_letter_has_the_same_id_and_date(letter):
    first = letter()
    Message.objects.update(created_at=first.created_at - timedelta(days=2), attempt=3)
    again = Message.objects.get()

    assert read(again)["Message-ID"] == read(first)["Message-ID"] == first.message_id
    assert parsedate_to_datetime(read(again)["Date"]) == again.created_at.replace(microsecond=0)


@pytest.mark.parametrize("subject", ["Ескерту\r\nBcc: all@mail.example", "Ескерту\nX: y"])
def test_line_breaks_in_a_subject_add_no_header(letter, subject):
    mail = read(letter(subject=subject))
    assert mail["Bcc"] is None
    assert mail["X"] is None


@pytest.mark.parametrize(
    ("site", "host"),
    [
        ("https://otinim.example", "otinim.example"),
        ("http://127.0.0.1:8000", "[127.0.0.1]"),
        ("http://[::1]:8000", "[::1]"),
    ],
)
def test_message_id_names_the_portal(settings, letter, site, host):
    settings.SITE_URL = site
    assert own_host() == host
    assert letter().message_id.endswith(f"@{host}>")


def test_envelope_address_is_bare_and_ascii():
    assert envelope_address("«Қор» <fund@пошта.қаз>") == "fund@xn--80a1acn3a.xn--80ao21a"


def test_addresses_to_reply_to_are_readable(letter):
    mail = read(letter(reply_to="Сұрақтар <ask@қор.қаз>, second@fund.example"))
    names = [(address.display_name, address.addr_spec) for address in mail["Reply-To"].addresses]
    assert names == [("Сұрақтар", "ask@xn--n1ae5y.xn--80ao21a"), ("", "second@fund.example")]
