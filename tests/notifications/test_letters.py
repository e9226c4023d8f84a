"""What a person reads: in their language, with the organization, the call and the number."""

import re
from datetime import timedelta

import pytest
from django.utils import translation

from accounts.models import Organization, User
from applications.actions.closing import close_due
from programs.definition.document import ProgramFile
from programs.loading import load
from programs.models import Call, Program
from tests.factories import account, both, draft, program_file, published_call, submitted_application

pytestmark = pytest.mark.django_db
DECIDED = "Өңірдегі әріптестік жоспары нақты жазылған."


def visible(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<body")[2].partition(">")[2]).split())


@pytest.mark.parametrize(
    ("language", "subject", "phrases"),
    [
        (
            "kk",
            "өтініміңіз тіркелді",
            ["Құрметті Айгүл Серікқызы!", "оны Бірлік қоры қарайды", "Өтінім нөмірі", "Өтінімді ашу"],
        ),
        (
            "ru",
            "Ваша заявка",
            ["Здравствуйте, Айгүл Серікқызы!", "рассмотрит Фонд «Бирлик»", "Номер заявки", "Открыть заявку"],
        ),
    ],
)
def test_letter_is_in_the_language_of_the_case(routed, settings, language, subject, phrases):
    settings.SITE_URL = "https://otinim.example"
    other = "kk" if language == "ru" else "ru"
    with translation.override(other):  # the worker's own language is nobody's business
        application = submitted_application(user=account("Айгүл Серікқызы", language=other), language=language)
        (message,) = routed()

    link = f"https://otinim.example/{language}/applications/{application.number}/"
    with translation.override(language):
        title = Call.objects.get().title
    assert message.language == language
    assert subject in message.subject
    assert application.number in message.subject
    for phrase in [*phrases, link, application.number, title]:
        assert phrase in message.text
        assert phrase in message.html
    assert message.sender.endswith("<no-reply@otinim.example>")
    assert ("Бірлік" if language == "kk" else "Бирлик") in message.sender
    assert message.reply_to == "grants@birlik.example"


def test_organization_whose_title_has_two_lines_writes_letters_too(routed):
    submitted_application()
    Organization.objects.update(title_kk="Бірлік\nқоры", title_ru="Фонд\n«Бирлик»")
    (message,) = routed()
    assert message.sender == "Бірлік қоры <no-reply@otinim.example>"


@pytest.mark.parametrize(("noun", "word"), [("application", "өтініміңіз"), ("statement", "өтінішіңіз")])
def test_letter_calls_the_case_what_the_call_calls_it(decided, routed, noun, word):
    decided("award", noun=noun)
    texts = "".join(message.subject + message.text for message in routed()).replace("«Өтінім» порталы", "")
    other = {"өтінім": "өтініш", "өтініш": "өтінім"}[word[:6]]
    assert word in texts
    assert other not in texts.lower()


@pytest.mark.parametrize(
    ("verdict", "words"), [("award", "мақұлдады"), ("reserve", "резервке енгізді"), ("refuse", "мақұлдамады")]
)
def test_decision_is_told_with_its_reasons(decided, routed, verdict, words):
    decided(verdict, reason=f"{DECIDED}\n\nБюджет <түсінікті>.")
    message = routed()[-1]
    assert "Бірлік қоры" in message.text
    assert words in message.text
    assert f"> {DECIDED}\n> \n> Бюджет <түсінікті>." in message.text
    assert "Бюджет &lt;түсінікті&gt;." in message.html
    assert visible(message.html).count(DECIDED) == 1


def test_lapsed_draft_is_told_when_the_call_closed(routed):
    call = draft().call
    close_due(call.accepts_until + timedelta(minutes=1))
    (message,) = routed()
    assert "(UTC+5)" in message.text
    assert f"{call.closes_at.astimezone(call.zone):%H:%M}" in message.text


def test_letter_watches_nobody_and_loads_nothing(routed):
    submitted_application()
    html = routed()[0].html
    assert not re.search(r"<(img|script|link|iframe)|url\(|@import|https?://(?!127\.0\.0\.1:8000)", html)


def test_program_that_names_nobody_leaves_questions_to_the_portal(routed, settings):
    settings.SUPPORT_EMAIL = "help@otinim.example"
    call = published_call()
    Program.objects.update(contact_email="", contact_phone="")
    submitted_application(call)
    (message,) = routed()
    assert message.reply_to == "help@otinim.example"
    assert "help@otinim.example" in message.text


@pytest.mark.parametrize("name", ["<b>Айгүл</b>", "[Айгүл](https://evil.example)", "{{ link }}", "{% include 'x' %}"])
def test_a_name_is_only_a_name(routed, name):
    submitted_application(user=account(name))
    message = routed()[0]
    assert f"Құрметті {name}!" in message.text
    assert "<b>" not in message.html
    assert 'href="https://evil' not in message.html


def test_person_without_a_name_is_not_greeted_with_a_gap(routed):
    submitted_application(user=account(""))
    assert "Құрметті" not in routed()[0].text


@pytest.fixture
def call_with_letters(db):
    def make(**letters):
        file = ProgramFile.model_validate(program_file().model_dump(by_alias=True, mode="json") | {"letters": letters})
        return Call.objects.get(pk=load(file, publish=True).call.pk)

    return make


def test_definition_may_say_it_in_its_own_words(routed, call_with_letters):
    call = call_with_letters(
        submitted={
            "subject": both("{{ application.number }}: алдық", "{{ application.number }}: получили"),
            "body": both(
                "**{{ organization.title }}** – {{ call.title }}",
                "Спасибо, {{ applicant.name }}.\n\n[Смотреть]({{ link }})",
            ),
        }
    )
    kazakh, russian = submitted_application(call), submitted_application(call, language="ru")
    first, second = routed()

    assert first.subject == f"{kazakh.number}: алдық"
    assert f"Бірлік қоры – {call.title_kk}" in first.text
    assert f"<strong>Бірлік қоры</strong> – {call.title_kk}" in re.sub(r'(<\w+) style="[^"]*"', r"\1", first.html)
    assert second.subject == f"{russian.number}: получили"
    assert f"/ru/applications/{russian.number}/)" in second.text
    assert "Спасибо, Айгерим" in second.text or "Спасибо, Айгерім" in second.text


def test_letters_of_the_case_are_those_of_its_edition(routed, call_with_letters):
    call = call_with_letters(submitted={"subject": both("Ескі", "Старое"), "body": both("Ескі мәтін", "Старый текст")})
    application = submitted_application(call)
    edition = call.current_edition
    type(edition).objects.create(
        call=call,
        number=2,
        digest="2",
        published_at=edition.published_at,
        definition=edition.definition | {"letters": {}},
    )
    assert routed()[0].subject == "Ескі"
    assert User.objects.get(person=application.applicant_person).email == routed()[0].address
