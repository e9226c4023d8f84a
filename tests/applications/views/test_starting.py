"""Who applies: a person for themselves, or an editor for an organization."""

import pytest

from accounts.actions.organizations import answer_invitation, create_organization, invite_editor, leave
from applications.models import Application
from tests.factories import published_call, submitted_application

pytestmark = pytest.mark.django_db
BIN = "180340020002"
BOTH = {"kinds": ["person", "organization"], "each": 1}


@pytest.fixture
def call(organization):
    return published_call(organization=organization.slug, applicants=BOTH)


@pytest.fixture
def applying(applicant):
    return create_organization(title_kk="«Сәуле» ЖШС", title_ru="ТОО «Сауле»", bin_number=BIN, actor=applicant)


@pytest.fixture
def start(call):
    def start(client, who, **also):
        sent = {"applicant": who, f"ordinal_{who}": "1"} | also
        return client.post(f"/kk/calls/{call.slug}/apply/", sent)

    return start


def test_person_chooses_for_whom(signed_in, call, applying):
    page = signed_in.get(f"/kk/calls/{call.slug}/apply/")
    assert [choice.value for choice in page.context["choices"]] == ["me", applying.slug]
    assert not any(choice.is_chosen for choice in page.context["choices"])


def test_for_an_organization_the_case_is_its_own(signed_in, start, applicant, applying):
    answer = start(signed_in, applying.slug)
    case = Application.objects.get()
    assert (case.applicant_org, case.applicant_person, case.created_by) == (applying, None, applicant)
    assert answer["Location"] == f"/kk/applications/{case.number}/application/"


def test_each_applicant_has_their_own_number_of_cases(signed_in, start, call, applying):
    for who in ("me", applying.slug, "me", applying.slug):
        start(signed_in, who)
    assert Application.objects.count() == 2
    page = signed_in.get(f"/kk/calls/{call.slug}/apply/")
    assert page.context["choices"] == []
    assert all(case.number in page.content.decode() for case in Application.objects.all())


def test_colleagues_click_lands_on_the_case_that_exists(
    signed_in, start, sign_in, applicant, other_applicant, applying
):
    invitation = invite_editor(applying, email=other_applicant.email, actor=applicant)
    answer_invitation(invitation, accept=True, actor=other_applicant)
    first, second = start(signed_in, applying.slug), start(sign_in(other_applicant), applying.slug)
    assert first["Location"] == second["Location"]


def test_nobody_applies_for_an_organization_they_are_no_editor_of(start, sign_in, other_applicant, applying, manager):
    for person in (other_applicant, manager):
        assert start(sign_in(person), applying.slug)["Location"].endswith("/apply/")
    assert not Application.objects.exists()


def test_without_a_choice_it_is_asked_for(signed_in, call):
    page = signed_in.post(f"/ru/calls/{call.slug}/apply/", follow=True)
    assert page.redirect_chain[-1][0] == f"/ru/calls/{call.slug}/apply/"
    assert len(page.context["messages"]) == 1


@pytest.mark.parametrize(("kinds", "who"), [(["person"], "org"), (["organization"], "me")])
def test_call_takes_only_whom_it_is_for(signed_in, organization, applying, kinds, who):
    call = published_call(organization=organization.slug, applicants={"kinds": kinds})
    who = applying.slug if who == "org" else who
    signed_in.post(f"/kk/calls/{call.slug}/apply/", {"applicant": who})
    assert not Application.objects.exists()


def test_whoever_has_no_organization_is_led_to_adding_one_and_back(signed_in, organization):
    call = published_call(organization=organization.slug, applicants={"kinds": ["organization"]})
    page = f"/kk/calls/{call.slug}/apply/"
    assert f"/kk/accounts/organizations/new/?next={page}" in signed_in.get(page).content.decode()
    sent = {"title_kk": "«Сәуле» ЖШС", "bin": BIN}
    assert signed_in.post(f"/kk/accounts/organizations/new/?next={page}", sent)["Location"] == page
    (choice,) = signed_in.get(page).context["choices"]
    assert choice.is_chosen


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_for_one_organization_and_for_three(
    count, signed_in, applicant, call, django_assert_max_num_queries
):
    for number, bin_number in zip(range(count), (BIN, "180340020014", "180340020026"), strict=False):
        create_organization(title_kk=f"Ұйым {number}", title_ru="", bin_number=bin_number, actor=applicant)
    page = f"/kk/calls/{call.slug}/apply/"
    signed_in.get(page)
    with django_assert_max_num_queries(7):
        signed_in.get(page)


@pytest.fixture
def pages(signed_in, start, applying):
    start(signed_in, applying.slug)
    here = f"/kk/applications/{Application.objects.get().number}/"
    return [
        here,
        f"{here}withdraw/",
        f"{here}copy/",
        *(f"{here}application/{key}" for key in ("", "applicant/", "check/")),
    ]


def test_editors_reach_each_page_of_the_organizations_case(
    pages, signed_in, sign_in, applicant, other_applicant, applying
):
    answer_invitation(
        invite_editor(applying, email=other_applicant.email, actor=applicant), accept=True, actor=other_applicant
    )
    for client in (signed_in, sign_in(other_applicant)):
        for page in pages:
            assert client.get(page, follow=True).status_code == 200, page


def test_to_anybody_else_they_do_not_exist(pages, finds_nothing):
    finds_nothing(pages)


def test_who_left_sees_nothing_of_it_any_more(pages, signed_in, sign_in, applicant, other_applicant, applying):
    answer_invitation(
        invite_editor(applying, email=other_applicant.email, actor=applicant), accept=True, actor=other_applicant
    )
    leave(applying, actor=applicant)
    assert all(signed_in.get(page).status_code == 404 for page in pages)
    assert sign_in(other_applicant).get(pages[0]).status_code == 200


def test_answers_of_an_earlier_case_are_copied_and_nobody_elses(signed_in, start, call, applicant, other_applicant):
    own = submitted_application(published_call(organization="birlik"), applicant)
    foreign = submitted_application(published_call(organization="birlik"), other_applicant)
    page = signed_in.get(f"/kk/calls/{call.slug}/apply/?earlier={foreign.number}")
    assert [case.number for case in page.context["earlier"]] == [own.number]
    assert page.context["chosen"] == ""
    start(signed_in, "me", earlier=foreign.number)
    case = Application.objects.get(call=call)
    assert not case.filings.get().sections.exists()


def test_what_was_chosen_to_begin_with_is_copied(signed_in, start, call, applicant):
    own = submitted_application(published_call(organization="birlik"), applicant)
    start(signed_in, "me", earlier=own.number)
    case = Application.objects.get(call=call)
    assert case.filings.get().sections.get(key="applicant").values["legal_name"] == "«Көңіл» қоры"
    history = signed_in.get(f"/kk/applications/{case.number}/").context["history"]
    assert len(history) == 2
