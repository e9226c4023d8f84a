"""Who acts in tests. People of the foundation by their role; an outsider owns another organization.

`sign_in(person)` gives a client. Sample addresses end in .example.
"""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.actions.consenting import agree
from accounts.consents import PERSONAL_DATA, current
from accounts.models import Membership, Organization, Role, User

PASSWORD = "Bes-Qonaq7"


def make_person(name, *, full_name="", language="kk", is_confirmed=True, has_agreed=True, **fields):
    """An account `name@people.example` that works, unless told otherwise."""
    email = f"{name}@people.example"
    user = User.objects.create_user(email, PASSWORD, full_name=full_name or name.title(), language=language, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=is_confirmed, primary=True)
    if has_agreed:
        agree(user, text=current(PERSONAL_DATA, language), actor=user)
    return user


def make_member(organization, role, **fields):
    user = make_person(f"{role}-{organization.slug}", **fields)
    Membership.objects.create(organization=organization, user=user, role=role)
    return user


def make_organization(slug, title_kk="", title_ru=""):
    return Organization.objects.create(slug=slug, title_kk=title_kk or slug, title_ru=title_ru or slug)


@pytest.fixture
def sign_in():
    def client_of(person=None):
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return client_of


@pytest.fixture
def organization(db):
    return make_organization("dala-qory", "«Дала» қоры", "Фонд «Дала»")


@pytest.fixture
def other_organization(db):
    return make_organization("orman-qory", "«Орман» қоры", "Фонд «Орман»")


@pytest.fixture
def applicant(db):
    return make_person("aigerim", full_name="Айгерім Сәрсенқызы Төлеген")


@pytest.fixture
def other_applicant(db):
    return make_person("timur", full_name="Тимур Ахметов", language="ru")


@pytest.fixture
def owner(organization):
    return make_member(organization, Role.OWNER)


@pytest.fixture
def manager(organization):
    return make_member(organization, Role.MANAGER)


@pytest.fixture
def operator(organization):
    return make_member(organization, Role.OPERATOR)


@pytest.fixture
def reviewer(organization):
    return make_member(organization, Role.REVIEWER)


@pytest.fixture
def viewer(organization):
    return make_member(organization, Role.VIEWER)


@pytest.fixture
def editor(organization):
    """Fills in the organization's own applications; isn't staff."""
    return make_member(organization, Role.EDITOR)


@pytest.fixture
def outsider(other_organization):
    return make_member(other_organization, Role.OWNER)


@pytest.fixture
def superuser(db):
    return make_person("root", is_superuser=True)
