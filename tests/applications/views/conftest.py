from datetime import timedelta

import pytest

from tests.factories import draft, published_call

STRANGERS = ["other_applicant", "owner", "manager", "operator", "reviewer", "viewer", "editor", "outsider", "superuser"]


@pytest.fixture
def call(organization):
    return published_call(organization=organization.slug)


@pytest.fixture
def application(call, applicant):
    return draft(call, applicant)


@pytest.fixture
def filing(application):
    return application.filings.get()


@pytest.fixture
def signed_in(sign_in, applicant):
    """The applicant's client."""
    return sign_in(applicant)


@pytest.fixture
def address(application):
    """Of a section, or of the check page."""
    return lambda key, language="kk": f"/{language}/applications/{application.number}/application/{key}/"


@pytest.fixture
def just_too_late(call, time_machine, signed_in, applicant):
    """The first moment at which a request isn't accepted any more, in a session that is still young."""
    time_machine.move_to(call.accepts_until + timedelta(microseconds=1), tick=False)
    signed_in.force_login(applicant)


@pytest.fixture(params=STRANGERS)
def finds_nothing(request, sign_in):
    """Checks that for everybody but the applicant, one after the other, none of these pages exists."""
    client = sign_in(request.getfixturevalue(request.param))

    def check(pages):
        assert pages
        for page in pages:
            assert client.get(page).status_code == 404, page
            assert client.post(page, {"legal_name": "x"}).status_code in {404, 405}, page

    return check
