import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from portal.outbox.models import Message, State

pytestmark = pytest.mark.django_db


def test_send_mail_queues_an_urgent_letter():
    with override("ru"):
        assert send_mail("Подтвердите\nадрес", "Текст", None, ["aigul@mail.example"]) == 1

    letter = Message.objects.get()
    assert (letter.state, letter.is_urgent, letter.attempt) == (State.QUEUED, True, 0)
    assert (letter.address, letter.language) == ("aigul@mail.example", "ru")
    assert (letter.subject, letter.text, letter.html) == ("Подтвердите адрес", "Текст", "")
    assert letter.message_id.startswith("<")


def test_send_mail_expires_with_the_links_in_it(settings):
    settings.PASSWORD_RESET_TIMEOUT = 3600
    send_mail("Сілтеме", "…", None, ["aigul@mail.example"])
    assert 3500 < (Message.objects.get().expires_at - timezone.now()).total_seconds() <= 3600


def test_alternatives_sender_reply_address_and_headers_are_kept():
    mail = EmailMultiAlternatives(
        "Растау",
        "мәтін",
        "Қор <fund@otinim.example>",
        ["a@mail.example"],
        reply_to=["ask@fund.example"],
        headers={"X-Kind": "confirm"},
    )
    mail.attach_alternative("<p>мәтін</p>", "text/html")
    mail.send()

    letter = Message.objects.get()
    assert (letter.sender, letter.reply_to) == ("Қор <fund@otinim.example>", "ask@fund.example")
    assert (letter.text, letter.html, letter.headers) == ("мәтін", "<p>мәтін</p>", {"X-Kind": "confirm"})


def test_every_recipient_gets_a_letter_of_their_own():
    EmailMessage("Тақырып", "…", to=["a@mail.example"], cc=["b@mail.example"], bcc=["c@mail.example"]).send()
    assert set(Message.objects.values_list("address", flat=True)) == {
        "a@mail.example",
        "b@mail.example",
        "c@mail.example",
    }


def test_html_alone_stays_html():
    mail = EmailMessage("Тақырып", "<p>Сәлем</p>", to=["a@mail.example"])
    mail.content_subtype = "html"
    mail.send()
    assert (Message.objects.get().text, Message.objects.get().html) == ("", "<p>Сәлем</p>")


def test_an_attachment_is_refused_rather_than_dropped():
    mail = EmailMessage("Тақырып", "…", to=["a@mail.example"])
    mail.attach("a.txt", "text", "text/plain")
    with pytest.raises(ValueError, match="attachments"):
        mail.send()


def test_what_is_rolled_back_is_never_sent():
    with transaction.atomic():
        send_mail("Тақырып", "…", None, ["a@mail.example"])
        transaction.set_rollback(True)
    assert not Message.objects.exists()
