"""From the button "Download as PDF" to the file: who may, and what is shown meanwhile."""

from datetime import timedelta
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import translation

from applications.actions.documents import MOST_ATTEMPTS, render_waiting
from applications.models import Document
from tests.cast import make_member
from tests.factories import draft, submitted_application

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with mock.patch("applications.actions.documents.wake"), translation.override("kk"):
        yield


@pytest.fixture
def application(applicant):
    return submitted_application(user=applicant)


@pytest.fixture
def client(applicant, sign_in):
    return sign_in(applicant)


@pytest.fixture
def ask(client, application):
    def asked(**fields):
        return client.post(reverse("ask_pdf", args=[application.number]), fields).headers["Location"]

    return asked


def rendered():
    with mock.patch("applications.documents.rendering.render", return_value=(b"%PDF-1.7", "a" * 64)):
        assert render_waiting() == 1


def test_asking_leads_to_the_page_that_waits(client, application, ask):
    response = client.post(reverse("ask_pdf", args=[application.number]))
    assert response.status_code == 303
    page = client.get(response.headers["Location"])
    assert page.status_code == 200
    assert page.headers["Refresh"] == f"3; url={response.headers['Location']}?waited"
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache")
    assert ask() == response.headers["Location"]


def test_when_it_is_ready_the_page_says_so_and_the_file_follows(client, application, ask):
    address = ask()
    rendered()
    page = client.get(address, {"waited": ""})
    assert page.headers["Refresh"] == f"1; url={address}"
    file = client.get(address)
    assert b"".join(file.streaming_content) == b"%PDF-1.7"
    assert file.headers["Content-Disposition"] == f'attachment; filename="otinim-{application.number}-kk.pdf"'
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Cache-Control"].startswith("private, no-store")


def test_the_language_of_the_page_or_the_one_asked_for(client, application, ask):
    ask()
    ask(language="ru")
    ask(language="de")
    client.post(reverse("ask_pdf", args=[application.number]).replace("/kk/", "/ru/"))
    assert list(Document.objects.order_by("pk").values_list("language", flat=True)) == ["kk", "ru"]


def test_a_page_that_waits_long_says_what_will_happen(client, ask):
    address = ask()
    assert "notice attention" not in client.get(address).text
    Document.objects.update(created_at=Document.objects.get().created_at - timedelta(minutes=1))
    page = client.get(address)
    assert "notice attention" in page.text
    assert page.headers["Refresh"].startswith("15;")


def test_a_document_that_was_given_up_can_be_asked_for_again(client, application, ask):
    address = ask()
    Document.objects.update(attempts=MOST_ATTEMPTS)
    assert reverse("ask_pdf", args=[application.number]) in client.get(address).text
    ask(language="kk")
    assert Document.objects.get().attempts == 0


def test_a_draft_has_no_pdf_and_says_so(client, applicant):
    number = draft(user=applicant).number
    response = client.post(reverse("ask_pdf", args=[number]), follow=True)
    assert response.redirect_chain[-1][0] == reverse("application", args=[number])
    assert len(response.context["messages"]) == 1


@pytest.mark.parametrize("who", ["other_applicant", "outsider", "owner", "superuser"])
def test_for_everybody_else_there_is_nothing(application, ask, sign_in, request, who):
    address = ask()
    stranger = sign_in(request.getfixturevalue(who))
    rendered()
    assert stranger.get(address).status_code == 404
    assert stranger.post(reverse("ask_pdf", args=[application.number])).status_code == 404


def test_staff_of_the_foundation_are_strangers_here(application, ask, sign_in):
    officer = sign_in(make_member(application.organization, "owner"))
    assert officer.get(ask()).status_code == 404


def test_a_visitor_signs_in_first(ask, sign_in):
    assert "login" in sign_in().get(ask()).headers["Location"]


def test_a_document_is_found_under_its_own_application_only(client, applicant, ask):
    pk = ask().rstrip("/").rsplit("/", 1)[1]
    other = submitted_application(user=applicant)
    assert client.get(reverse("document", args=[other.number, pk])).status_code == 404
    assert client.get(reverse("document", args=[other.number, 999999])).status_code == 404


def test_asking_is_a_post_and_looking_is_none(client, application, ask):
    assert client.get(reverse("ask_pdf", args=[application.number])).status_code == 405
    assert client.post(ask()).status_code == 405
