from datetime import UTC, datetime

import pytest

from portal.lib import panels
from programs.models.call import Noun
from tests.programs.shelf import make_call, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_of(client):
    return lambda call, language="kk": client.get(f"/{language}/calls/{call.slug}/").content.decode()


def test_a_call_takes_one_query(client, django_assert_num_queries):
    program = make_program()
    call = make_call(make_program(program.organization, parent=program))
    with django_assert_num_queries(1):
        assert client.get(f"/kk/calls/{call.slug}/").status_code == 200


def test_a_draft_is_not_found(client):
    call = make_call(published=False)
    assert client.get(f"/kk/calls/{call.slug}/").status_code == 404


@pytest.mark.parametrize(
    ("noun", "kk", "ru"), [(Noun.APPLICATION, "Өтінім", "Заявка"), (Noun.STATEMENT, "Өтініш", "Заявление")]
)
def test_the_button_names_what_it_starts(page_of, noun, kk, ru):
    """S2"""
    call = make_call(noun=noun)
    for language, word in (("kk", kk), ("ru", ru)):
        button = f'href="/{language}/calls/{call.slug}/apply/">{word}</a>'
        assert button in page_of(call, language)


@pytest.mark.parametrize("times", [{"opens": 3}, {"opens": -9, "closes": -1}])
def test_a_call_that_is_not_open_has_no_button(page_of, times):
    call = make_call(**times)
    assert "/apply/" not in page_of(call)


def test_the_deadline_stands_with_date_time_and_zone(page_of):
    call = make_call(tz="Asia/Almaty")
    call.closes_at = datetime(2031, 12, 10, 13, 0, tzinfo=UTC)
    call.save()
    page = page_of(call)
    assert "2031 ж. 10 желтоқсан, 18:00" in page
    assert "Алматы уақыты (UTC+5)" in page
    assert "10 декабря 2031 г., 18:00" in page_of(call, "ru")


def test_texts_of_people_are_escaped_and_markdown_is_not(page_of):
    call = make_call(
        title_ru="<script>1</script>",
        description_ru="**Важно** <img src=x onerror=alert(1)>",
        audience_ru="<i>кто</i>",
    )
    page = page_of(call, "ru")
    assert "<strong>Важно</strong> &lt;img" in page
    assert "<script>1" not in page
    assert "<i>" not in page


def test_contacts_of_the_program_stand_for_an_initiative_without_its_own(page_of):
    program = make_program(contact_email="media@birlik.example")
    call = make_call(make_program(program.organization, parent=program))
    assert "mailto:media@birlik.example" in page_of(call)


def test_a_panel_of_a_higher_layer_stands_instead_of_the_button(sign_in, applicant, client):
    call = make_call()

    def draft(request, call):
        return f"draft of {call.slug} & {request.user.email}"

    panels.register("call", draft)
    try:
        page = sign_in(applicant).get(f"/kk/calls/{call.slug}/").content.decode()
        visitors = client.get(f"/kk/calls/{call.slug}/").content.decode()
    finally:
        panels.remove("call", draft)
    assert f"draft of {call.slug} &amp; {applicant.email}" in page
    assert "/apply/" not in page
    assert "draft of" not in visitors
