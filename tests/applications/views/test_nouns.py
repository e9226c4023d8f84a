"""What a case is called: the pages, papers and letters of a `statement` call never speak of an application."""

import re

import pytest

from accounts.models import User
from applications.actions.documents import ask_for_document
from applications.documents.rendering import html
from applications.models import Verdict
from notifications.routing import route_due
from portal.outbox.models import Message
from programs.models.call import Noun
from tests.factories import FORMS, decided, draft, published_call, submitted_application, under_review

OTHER = {"kk": "өтінім", "ru": "заявк"}


@pytest.fixture
def statement_call(organization):
    """The button that submits is the portal's own."""
    forms = {"application": {"sections": FORMS["application"]["sections"]}}
    return published_call(organization=organization.slug, forms=forms, noun=Noun.STATEMENT, applicants={"each": 9})


def own_words(page):
    """Of a page without the frame around all pages: the portal itself is called «Өтінім»."""
    text = page.content.decode()
    title = re.search(r"<title>(.*?) · Өтінім</title>", text).group(1)
    frameless = re.search(r"</header>(.*)<footer", text, re.DOTALL).group(1)
    return f"{title} {frameless}".lower()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_pages_of_a_statement_speak_of_a_statement(sign_in, applicant, statement_call, language):
    client = sign_in(applicant)
    awarded, sent, unsent, withdrawn = (
        submitted_application(statement_call, applicant, language=language, ordinal=1),
        submitted_application(statement_call, applicant, language=language, ordinal=2),
        draft(statement_call, applicant, language=language, ordinal=3),
        submitted_application(statement_call, applicant, language=language, ordinal=4),
    )
    decided(under_review(awarded), verdict=Verdict.REFUSE)
    document = ask_for_document(awarded, actor=applicant, language=language)
    cases = f"/{language}/applications/"
    call_page = f"/{language}/calls/{statement_call.slug}/"
    pages = [
        client.get(call_page),
        client.get(f"{call_page}apply/?earlier={sent.number}"),
        client.get(f"{cases}{sent.number}/copy/"),
        *(client.get(f"{cases}{unsent.number}/application/{key}/") for key in ("applicant", "check")),
        client.post(f"{cases}{unsent.number}/application/applicant/", {"legal_name": "Көңіл"}, follow=True),
        client.get(f"{cases}{unsent.number}/application/budget/"),
        client.post(f"{cases}{unsent.number}/application/check/", {"_submit": "1"}, follow=True),
        client.get(f"{cases}{sent.number}/withdraw/"),
        client.post(f"{cases}{withdrawn.number}/withdraw/", follow=True),
        client.get(f"{cases}{withdrawn.number}/withdraw/"),
        client.post(f"{cases}{unsent.number}/withdraw/", follow=True),
        client.get(f"{cases}?submitted={sent.number}"),
        *(client.get(f"{cases}{case.number}/") for case in (awarded, sent, unsent, withdrawn)),
        client.get(f"{cases}{awarded.number}/documents/{document.pk}/"),
    ]
    assert {page.status_code for page in pages} == {200}
    for page in pages:
        assert OTHER[language] not in own_words(page), page.request["PATH_INFO"]
    assert OTHER[language] not in html(document).lower().replace("otinim", "")


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_letters_about_a_statement_speak_of_a_statement(sign_in, applicant, statement_call, language):
    sent = submitted_application(statement_call, applicant, language=language)
    sign_in(applicant).post(f"/{language}/applications/{sent.number}/withdraw/")
    route_due()
    letters = Message.objects.filter(address=User.objects.get(pk=applicant.pk).email)
    assert len(letters) == 2
    for letter in letters:
        text = re.sub("«Өтінім»", "", f"{letter.subject} {letter.text}").lower()
        assert OTHER[language] not in text


def test_all_my_cases_being_statements_the_list_is_named_after_them(sign_in, applicant, statement_call):
    submitted_application(statement_call, applicant)
    assert sign_in(applicant).get("/kk/applications/").context["noun"] == Noun.STATEMENT
    submitted_application(published_call(organization="birlik"), applicant)
    assert sign_in(applicant).get("/kk/applications/").context["noun"] == Noun.APPLICATION
