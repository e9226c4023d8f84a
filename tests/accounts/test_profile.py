import pytest

from accounts.actions.consenting import agree
from accounts.consents import PERSONAL_DATA, current
from accounts.models import User
from portal.journal.models import Event

URL = "/kk/accounts/profile/"


def test_profile_shows_name_language_and_consents(sign_in, applicant):
    page = sign_in(applicant).get(URL)
    html = page.content.decode()
    assert 'value="Айгерім Сәрсенқызы Төлеген"' in html
    assert applicant.email in html
    assert current(PERSONAL_DATA, "kk").version in html
    assert "/kk/accounts/password/change/" in html
    assert html.count("checked") == 1  # the language of letters


def test_name_and_language_of_letters_can_be_changed(sign_in, applicant):
    client = sign_in(applicant)
    response = client.post(URL, {"full_name": "Айгерім  Төлеген", "language": "ru"})
    assert response.headers["Location"] == URL  # the page stays in its language
    saved = User.objects.get(pk=applicant.pk)
    assert (saved.full_name, saved.language) == ("Айгерім Төлеген", "ru")
    assert Event.objects.get(kind="account.changed").data == {}


@pytest.mark.parametrize(
    ("data", "field"),
    [({"full_name": "", "language": "kk"}, "full_name"), ({"full_name": "А", "language": "en"}, "language")],
)
def test_wrong_values_are_refused(sign_in, applicant, data, field):
    response = sign_in(applicant).post(URL, data)
    assert list(response.context["form"].errors) == [field]
    assert User.objects.get(pk=applicant.pk).full_name == applicant.full_name


def test_stranger_signs_in_first(client, db):
    response = client.get(URL)
    assert response.headers["Location"] == "/kk/accounts/login/?next=/kk/accounts/profile/"


def test_other_methods_are_refused(sign_in, applicant):
    assert sign_in(applicant).delete(URL).status_code == 405


@pytest.mark.parametrize("consents", [1, 2])
def test_queries_do_not_grow_with_consents(sign_in, applicant, consents, django_assert_num_queries):
    client = sign_in(applicant)
    if consents == 2:
        agree(applicant, text=current(PERSONAL_DATA, "ru"), actor=applicant)
    client.get(URL)
    # session (cached), account with its person, consents
    with django_assert_num_queries(2):
        client.get(URL)
