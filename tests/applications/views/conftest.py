from datetime import timedelta

import pytest

from tests.factories import draft, published_call


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
