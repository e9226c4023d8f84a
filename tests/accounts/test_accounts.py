import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import IntegrityError

from accounts.models import User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def test_technical_staff_made_on_the_server_can_sign_in_at_once(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", interactive=False, email="Root@People.example", verbosity=0)
    assert EmailAddress.objects.get().verified
    response = client.post("/kk/accounts/login/?next=/admin/", {"login": "root@people.example", "password": PASSWORD})
    assert response.headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_address_is_unique_in_any_case(applicant):
    with pytest.raises(IntegrityError):
        User.objects.create_user(applicant.email.upper())


@pytest.mark.parametrize(
    ("person", "is_shown"), [("applicant", False), ("editor", False), ("viewer", True), ("superuser", True)]
)
def test_menu_leads_staff_to_the_administration(sign_in, request, person, is_shown):
    html = sign_in(request.getfixturevalue(person)).get("/kk/accounts/profile/").content.decode()
    assert ('href="/admin/"' in html) == is_shown
