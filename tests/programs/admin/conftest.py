import pytest

from tests.programs.admin.configurations import make_configuration


@pytest.fixture
def own(organization):
    return make_configuration(organization)


@pytest.fixture
def foreign(other_organization):
    return make_configuration(other_organization)
