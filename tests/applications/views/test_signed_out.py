"""A form that is sent when nobody is signed in any more: its session is over, or the person signed out elsewhere."""

import pytest
from django.test import Client

from applications.models import FilingSection
from tests.factories import decided

pytestmark = pytest.mark.django_db
TEXT = "Ауылдағы жас журналистерді оқыту <b>"
SHOWN = "Ауылдағы жас журналистерді оқыту &lt;b&gt;</textarea>"


def test_what_the_applicant_typed_is_shown_and_signing_in_leads_back(address):
    client = Client()
    posted = {"legal_name": TEXT, "_revision": "0"}
    response = client.post(
        address("applicant"), posted, headers={"referer": f"http://testserver{address('applicant')}"}
    )
    assert response.status_code == 403
    assert SHOWN in response.content.decode()
    assert f'/kk/accounts/login/?next={address("applicant").replace("/", "%2F")}"' in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert not FilingSection.objects.exists()


def test_signing_in_leads_back_to_the_page_of_the_form_where_its_target_is_only_sent_to(client, application):
    page = f"/kk/applications/{application.number}/"
    response = client.post(f"{page}pdf/", headers={"referer": f"http://testserver{page}"})
    assert f'next={page.replace("/", "%2F")}"' in response.content.decode()


@pytest.mark.parametrize("referrer", ["", "https://evil.example/kk/"])
def test_it_leads_to_no_other_site(client, address, referrer):
    response = client.post(address("applicant"), {"legal_name": TEXT}, headers={"referer": referrer})
    assert f'next={address("applicant").replace("/", "%2F")}"' in response.content.decode()


def test_what_a_member_of_staff_wrote_is_shown_too(client):
    number = decided().stage_run.application.number
    response = client.post(f"/admin/cases/{number}/decide/", {"reason": TEXT, "verdict": "refuse"})
    assert response.status_code == 403
    assert SHOWN in response.content.decode()
    assert "refuse</textarea>" not in response.content.decode()
