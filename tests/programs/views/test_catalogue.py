import pytest

from tests.programs.shelf import make_call, make_organization, make_program, make_type

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
def test_the_catalogue_for_a_visitor_takes_one_query(client, django_assert_num_queries, number):
    for _ in range(number):
        program = make_program()
        make_call(make_program(program.organization, parent=program))
    with django_assert_num_queries(1):
        response = client.get("/kk/programs/")
    assert len(response.context["shelves"]) == number


def test_organizations_and_programs_stand_as_wanted_then_by_the_kazakh_alphabet(client):
    last = make_organization("Ана", sort_key=2)
    second = make_organization("Қала")
    first = make_organization("«Дарын»")
    for organization in (last, second, first):
        for title in ("Яғни", "Өнер", "Орман", "Әдебиет"):
            make_call(make_program(organization, title))
        make_call(make_program(organization, "Бірінші", sort_key=-1))
    shelves = client.get("/kk/programs/").context["shelves"]
    assert [shelf.title for shelf in shelves] == ["«Дарын»", "Қала", "Ана"]
    assert [branch.title for branch in shelves[0].branches] == [
        "Бірінші", "Әдебиет", "Орман", "Өнер", "Яғни",
    ]  # fmt: skip


def test_a_program_is_shown_once_something_of_it_was_published(client):
    ready = make_program(title="Дайын бағдарлама")
    initiative = make_program(ready.organization, "Дайын бастама", parent=ready)
    hidden = make_program(ready.organization, "Жасырын бастама", parent=ready)
    prepared = make_program(title="Дайындалып жатқан")
    make_call(initiative, opens=-9, closes=-1)
    make_call(hidden, published=False)
    make_call(prepared, published=False)
    page = client.get("/kk/programs/").content.decode()
    assert "Дайын бағдарлама" in page
    assert "Дайын бастама" in page
    assert "Жасырын" not in page
    assert "Дайындалып" not in page
    assert client.get(f"/kk/programs/{ready.slug}/").status_code == 200
    assert client.get(f"/kk/programs/{initiative.slug}/").status_code == 200
    assert client.get(f"/kk/programs/{hidden.slug}/").status_code == 404
    assert client.get(f"/kk/programs/{prepared.slug}/").status_code == 404


def test_open_calls_are_counted_with_those_of_initiatives(client):
    program = make_program()
    make_call(program)
    make_call(program, opens=3)
    make_call(make_program(program.organization, parent=program))
    (shelf,) = client.get("/kk/programs/").context["shelves"]
    assert shelf.branches[0].open_calls == 2


@pytest.mark.parametrize("number", [1, 3])
def test_a_program_takes_three_queries(client, django_assert_num_queries, number):
    program = make_program()
    type_ = make_type(program.organization, "Конкурстық гранттар")
    for _ in range(number):
        make_call(program, type=type_)
        make_call(make_program(program.organization, parent=program))
    with django_assert_num_queries(3):
        response = client.get(f"/ru/programs/{program.slug}/")
    assert len(response.context["initiatives"]) == number


def test_calls_of_a_program_stand_under_the_organizations_own_types(client):
    """S2"""
    program = make_program()
    travel = make_type(program.organization, "Іс-сапар гранттары", sort_key=3)
    competitive = make_type(program.organization, "Конкурстық гранттар", sort_key=1)
    make_call(program, "сапар", type=travel)
    make_call(program, "кейінгі", type=competitive, closes=9)
    make_call(program, "алғашқы", type=competitive, closes=3)
    make_call(program, "жақында", type=competitive, opens=5, closes=30)
    make_call(program, "бітті", type=competitive, opens=-9, closes=-1)
    make_call(program, "түрсіз")
    groups = client.get(f"/kk/programs/{program.slug}/").context["groups"]
    assert [(group.type and group.type.title_kk, [card.call.title_kk for card in group.cards]) for group in groups] == [
        ("Конкурстық гранттар", ["алғашқы", "кейінгі", "жақында"]),
        ("Іс-сапар гранттары", ["сапар"]),
        (None, ["түрсіз"]),
    ]


def test_the_catalogue_is_the_same_with_and_without_an_account(client, sign_in, applicant):
    """S2"""
    program = make_program(title="Ашық медиа")
    make_call(program)
    for visitor in (client, sign_in(applicant)):
        assert "Ашық медиа" in visitor.get("/kk/programs/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_header_of_a_signed_in_person_costs_no_query_but_the_user(
    sign_in, applicant, django_assert_num_queries, number
):
    for _ in range(number):
        make_call()
    client = sign_in(applicant)
    client.get("/kk/programs/")
    with django_assert_num_queries(2):
        page = client.get("/kk/programs/").content.decode()
    assert applicant.person.full_name in page
