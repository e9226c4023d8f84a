"""Every page of an applicant, asked for by everybody."""

import pytest

from tests.factories import submitted_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(application):
    start = f"/kk/applications/{application.number}/"
    return [start, f"{start}withdraw/", *(f"{start}application/{rest}" for rest in ("", "applicant/", "check/"))]


def test_the_applicant_reaches_each(signed_in, pages):
    for page in pages:
        assert signed_in.get(page, follow=True).status_code == 200, page


def test_to_anybody_else_they_do_not_exist(pages, finds_nothing):
    finds_nothing(pages)


def test_a_visitor_is_asked_to_sign_in(client, pages):
    for page in pages:
        response = client.get(page)
        assert response.url == f"/kk/accounts/login/?next={page}"


@pytest.mark.parametrize(
    "path",
    [
        "26-XXXXX-X/",
        "nonsense/",
        "26-2222/application/applicant/",
        "{number}/nonsense/applicant/",
        "{number}/application/nonsense/",
        "{number}/application-2/applicant/",
        "{number}/application-99999999999999999999/applicant/",
        "{number}/files/1/",
        "{number}/documents/1/",
        "{number}/application/Ә/",
    ],
)
def test_nonsense_is_not_found(signed_in, application, path):
    assert signed_in.get("/kk/applications/" + path.format(number=application.number)).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(signed_in, pages, method):
    for page in pages:
        assert getattr(signed_in, method)(page).status_code == 405


def test_one_persons_list_holds_only_their_own(sign_in, applicant, other_applicant, call):
    own, other = submitted_application(call, applicant), submitted_application(call, other_applicant)
    page = sign_in(applicant).get("/kk/applications/").content.decode()
    assert own.number in page
    assert other.number not in page


@pytest.mark.parametrize("count", [1, 3])
def test_my_applications_cost_four_queries_however_many(
    count, sign_in, applicant, organization, django_assert_max_num_queries
):
    from tests.factories import draft, published_call

    for _each in range(count):
        draft(published_call(organization=organization.slug), applicant)
    client = sign_in(applicant)
    client.get("/kk/applications/")
    with django_assert_max_num_queries(4):
        client.get("/kk/applications/")
