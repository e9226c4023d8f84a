from django.contrib.messages import get_messages

from accounts.models import Organization, User
from portal.journal.models import Event


def test_password_is_shown_nowhere(sign_in, superuser, applicant):
    html = sign_in(superuser).get(f"/admin/accounts/user/{applicant.pk}/change/").content.decode()
    assert applicant.email in html
    assert applicant.password not in html
    assert "md5" not in html


def test_account_is_closed_and_opened_again(sign_in, superuser, applicant):
    client, theirs = sign_in(superuser), sign_in(applicant)
    url = f"/admin/accounts/user/{applicant.pk}/change/"
    assert client.post(url, {}).status_code == 302
    assert not User.objects.get(pk=applicant.pk).is_active
    assert theirs.get("/kk/accounts/profile/").status_code == 302
    client.post(url, {"is_active": "on"})
    assert User.objects.get(pk=applicant.pk).is_active
    kinds = Event.objects.filter(kind__in=["account.closed", "account.opened"]).order_by("pk")
    assert [event.kind for event in kinds] == ["account.closed", "account.opened"]


def test_nothing_but_closing_can_be_posted(sign_in, superuser, applicant):
    url = f"/admin/accounts/user/{applicant.pk}/change/"
    sign_in(superuser).post(url, {"is_active": "on", "is_superuser": "on", "email": "other@people.example"})
    unchanged = User.objects.get(pk=applicant.pk)
    assert (unchanged.email, unchanged.is_superuser) == (applicant.email, False)


def test_own_account_stays_open(sign_in, superuser):
    response = sign_in(superuser).post(f"/admin/accounts/user/{superuser.pk}/change/", {})
    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["error"]
    assert User.objects.get(pk=superuser.pk).is_active


def test_organization_comes_through_technical_staff(sign_in, superuser, owner):
    data = {"slug": "jana-qor", "title_kk": "Жаңа қор", "title_ru": "Новый фонд", "sort_key": "5"}
    assert sign_in(owner).post("/admin/accounts/organization/add/", data).status_code == 403
    assert sign_in(superuser).post("/admin/accounts/organization/add/", data).status_code == 302
    assert Organization.objects.get(slug="jana-qor").title_ru == "Новый фонд"


def test_owner_changes_the_titles_but_not_the_address(sign_in, owner, organization):
    data = {"slug": "basqa", "title_kk": "«Дала» қоғамдық қоры", "title_ru": "ОФ «Дала»", "sort_key": "99"}
    sign_in(owner).post(f"/admin/accounts/organization/{organization.pk}/change/", data)
    changed = Organization.objects.get(pk=organization.pk)
    assert (changed.slug, changed.sort_key) == ("dala-qory", 0)
    assert (changed.title_kk, changed.title_ru) == ("«Дала» қоғамдық қоры", "ОФ «Дала»")
