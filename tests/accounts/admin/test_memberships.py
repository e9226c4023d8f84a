import pytest
from django.contrib.messages import get_messages

from accounts.models import Membership, Role
from portal.journal.models import Event
from tests.cast import make_person

ADD = "/admin/accounts/membership/add/"


def said(response):
    return [message.level_tag for message in get_messages(response.wsgi_request)]


def url(membership, page="change"):
    return f"/admin/accounts/membership/{membership.pk}/{page}/"


@pytest.mark.parametrize("person", ["owner", "superuser"])
def test_member_is_added_by_the_address_of_an_account(sign_in, request, owner, organization, applicant, person):
    client = sign_in(request.getfixturevalue(person))
    data = {"organization": organization.pk, "email": applicant.email.upper(), "role": "manager"}
    assert client.post(ADD, data).status_code == 302
    assert Membership.objects.get(user=applicant).role == Role.MANAGER
    assert Event.objects.get(kind="membership.added").organization_id == organization.pk


def test_unknown_and_unconfirmed_addresses_are_refused(sign_in, owner, organization):
    make_person("dana", is_confirmed=False)
    for email in ("dana@people.example", "nobody@people.example"):
        response = sign_in(owner).post(ADD, {"organization": organization.pk, "email": email, "role": "viewer"})
        assert list(response.context["adminform"].form.errors) == ["email"]


def test_member_twice_is_refused_with_a_message(sign_in, owner, viewer, organization):
    response = sign_in(owner).post(ADD, {"organization": organization.pk, "email": viewer.email, "role": "viewer"})
    assert response.status_code == 302
    assert said(response) == ["error"]
    assert Membership.objects.get(user=viewer)


def test_another_organization_is_not_offered(sign_in, owner, applicant, other_organization):
    client = sign_in(owner)
    assert "orman" not in client.get(ADD).content.decode()
    response = client.post(ADD, {"organization": other_organization.pk, "email": applicant.email, "role": "owner"})
    assert list(response.context["adminform"].form.errors) == ["organization"]


def test_role_is_changed_and_nothing_else(sign_in, owner, viewer, applicant, other_organization):
    membership = Membership.objects.get(user=viewer)
    data = {"role": "operator", "user": applicant.pk, "organization": other_organization.pk}
    assert sign_in(owner).post(url(membership), data).status_code == 302
    changed = Membership.objects.get(pk=membership.pk)
    assert (changed.role, changed.user, changed.organization_id) == ("operator", viewer, membership.organization_id)


def test_last_owner_is_neither_demoted_nor_removed(sign_in, owner):
    membership = Membership.objects.get(user=owner)
    client = sign_in(owner)
    for page, data in (("change", {"role": "viewer"}), ("delete", {"post": "yes"})):
        response = client.post(url(membership, page), data)
        assert response.headers["Location"] == url(membership, page)
        assert set(said(response)) == {"error"}
    assert Membership.objects.get(pk=membership.pk).role == Role.OWNER


def test_member_is_removed(sign_in, owner, viewer):
    membership = Membership.objects.get(user=viewer)
    client = sign_in(owner)
    assert client.get(url(membership, "delete")).status_code == 200
    assert client.post(url(membership, "delete"), {"post": "yes"}).status_code == 302
    assert not Membership.objects.filter(pk=membership.pk).exists()
    assert Event.objects.get(kind="membership.removed").actor_id == owner.pk


def test_who_stops_being_an_owner_loses_the_page(sign_in, owner, organization, applicant):
    Membership.objects.create(organization=organization, user=applicant, role=Role.OWNER)
    client = sign_in(owner)
    client.post(url(Membership.objects.get(user=owner)), {"role": "viewer"})
    assert client.get("/admin/accounts/membership/").status_code == 403
