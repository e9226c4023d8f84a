import pytest

from tests.factories import published_call, submitted_application, under_review


@pytest.fixture
def call(organization):
    return published_call(organization=organization.slug)


@pytest.fixture
def case(call, applicant):
    """Submitted by the applicant."""
    return submitted_application(call, applicant)


@pytest.fixture
def run(case):
    """The open stage of the case."""
    return under_review(case)


@pytest.fixture
def desk(sign_in, manager):
    """A manager's client."""
    return sign_in(manager)


@pytest.fixture
def address(case):
    """Of a page of the case: `address()`, `address("decide/")`."""
    return lambda rest="": f"/admin/cases/{case.number}/{rest}"
