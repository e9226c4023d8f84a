"""Pages of an organization that applies, asked for by everybody."""

import pytest

from accounts.actions.organizations import create_organization, invite_editor
from accounts.editing import is_editor
from accounts.models import Organization
from accounts.views import organizations

pytestmark = pytest.mark.django_db
BIN = "180340020002"
STRANGERS = ["other_applicant", "owner", "manager", "operator", "reviewer", "viewer", "editor", "outsider", "superuser"]
HERE = "/kk/accounts/organizations/"


@pytest.fixture
def applying(applicant):
    return create_organization(title_kk="«Сәуле» ЖШС", title_ru="ТОО «Сауле»", bin_number=BIN, actor=applicant)


def test_its_editor_sees_who_else_is_one(sign_in, applicant, applying):
    page = sign_in(applicant).get(f"{HERE}{applying.slug}/")
    assert page.status_code == 200
    assert applicant.email in page.content.decode()


@pytest.mark.parametrize("who", STRANGERS)
def test_to_anybody_else_it_does_not_exist(who, sign_in, request, applicant, other_applicant, applying):
    invitation = invite_editor(applying, email="dana@people.example", actor=applicant)
    client = sign_in(request.getfixturevalue(who))
    assert client.get(f"{HERE}{applying.slug}/").status_code == 404
    assert client.post(f"{HERE}{applying.slug}/", {"email": "a@b.example"}).status_code == 404
    assert client.post(f"{HERE}{applying.slug}/leave/").status_code == 404
    assert client.post(f"{HERE}invitations/{invitation.pk}/", {"accept": "1"}).status_code == 404
    assert applying.title not in client.get(HERE).content.decode()


def test_staff_reach_the_page_of_their_foundation_only_as_its_editors(sign_in, owner, editor, organization):
    assert sign_in(owner).get(f"{HERE}{organization.slug}/").status_code == 404
    assert sign_in(editor).get(f"{HERE}{organization.slug}/").status_code == 200


@pytest.mark.parametrize("path", ["", "new/", "org-1/", "org-1/leave/", "invitations/1/"])
def test_a_visitor_signs_in_first(client, path):
    assert client.get(HERE + path).url == f"/kk/accounts/login/?next={HERE}{path}"


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(sign_in, applicant, applying, method):
    client = sign_in(applicant)
    for path in ("", "new/", f"{applying.slug}/", f"{applying.slug}/leave/"):
        assert getattr(client, method)(HERE + path).status_code == 405


def test_adding_one_leads_on_to_where_the_person_came_from(sign_in, applicant):
    client = sign_in(applicant)
    sent = {"title_ru": "ТОО «Сауле»", "bin": "180340 020002"}
    there = client.post(f"{HERE}new/?next=/kk/calls/x/apply/", sent)
    assert (there.status_code, there["Location"]) == (303, "/kk/calls/x/apply/")
    assert Organization.objects.get(bin=BIN).title_kk == "ТОО «Сауле»"


@pytest.mark.parametrize(
    "wrong", [{"bin": "180340020003"}, {"bin": ""}, {"title_kk": ""}, {"bin": "1803400200020"}, {"title_kk": "Ә" * 201}]
)
def test_wrong_answers_are_told_and_nothing_is_made(sign_in, applicant, wrong):
    page = sign_in(applicant).post(f"{HERE}new/", {"title_kk": "Сәуле", "bin": BIN} | wrong)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Organization.objects.exists()


def test_taken_bin_is_told_beside_it(sign_in, other_applicant, applying):
    page = sign_in(other_applicant).post(f"{HERE}new/", {"title_kk": "Сәуле", "bin": BIN})
    assert "bin" in page.context["form"].errors


def test_address_that_leads_elsewhere_is_not_followed(sign_in, applicant):
    sent = {"title_kk": "Сәуле", "bin": BIN}
    there = sign_in(applicant).post(f"{HERE}new/?next=https://evil.example/", sent)
    assert there["Location"].startswith(HERE)


def test_invited_colleague_accepts_on_the_page(sign_in, applicant, other_applicant, applying, mailoutbox):
    sign_in(applicant).post(f"{HERE}{applying.slug}/", {"email": other_applicant.email.upper()})
    assert len(mailoutbox) == 1
    client = sign_in(other_applicant)
    page = client.get(HERE)
    (invitation,) = page.context["invitations"]
    client.post(f"{HERE}invitations/{invitation.pk}/", {"accept": "1"})
    assert is_editor(other_applicant, applying)
    assert client.get(f"{HERE}{applying.slug}/").status_code == 200


def test_language_switch_keeps_what_was_typed(sign_in, applicant):
    client = sign_in(applicant)
    switched = client.post(f"{HERE}new/", {"title_kk": "Сәуле", "bin": "12", "_language": "ru"}, follow=True)
    assert 'value="Сәуле"' in switched.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_my_organizations_cost_the_same_however_many(count, sign_in, applicant, django_assert_max_num_queries):
    for number, last in zip(range(count), ("180340020002", "180340020014", "180340020026"), strict=False):
        create_organization(title_kk=f"Ұйым {number}", title_ru="", bin_number=last, actor=applicant)
    client = sign_in(applicant)
    client.get(HERE)
    with django_assert_max_num_queries(4):
        client.get(HERE)


def test_invitations_of_a_day_are_limited(sign_in, applicant, applying, monkeypatch, mailoutbox):
    monkeypatch.setattr(organizations, "MOST_A_DAY", 2)
    client = sign_in(applicant)
    pages = [client.post(f"{HERE}{applying.slug}/", {"email": f"a{number}@people.example"}) for number in range(3)]
    assert [page.status_code for page in pages] == [303, 303, 200]
    assert len(mailoutbox) == 2


def test_nobody_finds_out_by_trying_which_organizations_are_here(sign_in, other_applicant, applying, monkeypatch):
    monkeypatch.setattr(organizations, "MOST_A_DAY", 2)
    client, sent = sign_in(other_applicant), {"title_kk": "Сәуле", "bin": BIN}
    said = [client.post(f"{HERE}new/", sent).context["form"].errors["bin"][0] for _attempt in range(3)]
    assert said[0] == said[1] != said[2]
