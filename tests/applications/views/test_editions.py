"""Pages of a form whose call has got a new edition."""

from datetime import timedelta

import pytest

from applications.models import FilingSection
from tests.applications.actions.test_carrying import (
    answers,
    current,
    edition,
    letter_in_first_section,
    without_budget,
    without_passport,
)
from tests.factories import ANSWERS, both, save_answers
from tests.zoo import named, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(filing, applicant):
    save_answers(filing, {key: ANSWERS[key] for key in ("applicant", "budget")}, actor=applicant)
    return filing


def html(response):
    return response.content.decode()


def test_page_says_which_edition_made_it(signed_in, address, filled):
    page = html(signed_in.get(address("applicant")))
    assert f'name="_edition" value="{filled.edition_id}"' in page
    assert f'name="_edition" value="{filled.edition_id}"' in html(signed_in.get(address("check")))


@pytest.mark.parametrize("key", ["applicant", "check"])
def test_next_page_is_of_the_current_edition(signed_in, address, filled, call, key):
    new = edition(call, without_passport)
    page = html(signed_in.get(address(key)))
    assert f'name="_edition" value="{new.pk}"' in page
    assert current(filled).edition_id == new.pk


def test_what_is_not_asked_any_more_can_be_read_and_copied_beside_its_section(signed_in, address, filled, call):
    edition(call, without_passport)
    page = html(signed_in.get(address("applicant")))
    assert "N12345678" in page
    assert "Жеке куәлік нөмірі" in page
    assert "Номер удостоверения" in html(signed_in.get(address("applicant", "ru")))


def test_what_stood_in_a_removed_section_is_on_the_check_page_and_in_the_menu(signed_in, address, filled, call):
    edition(call, without_budget)
    assert "check/#set-aside" in html(signed_in.get(address("applicant")))
    assert "Ноутбук" in html(signed_in.get(address("check")))


def test_page_of_a_removed_section_leads_into_the_form(signed_in, address, filled, call):
    edition(call, without_budget)
    response = signed_in.get(address("budget"))
    assert response.status_code == 303
    assert signed_in.get(response["Location"]).status_code == 200
    assert signed_in.get(address("nothing")).status_code == 404


def test_page_of_an_earlier_edition_is_read_by_it(signed_in, address, filled, call):
    old = filled.edition_id
    edition(call, without_passport)
    signed_in.get(address("budget"))
    posted = {"legal_name": "Жаңа", "passport": "N777", "_revision": 1, "_edition": old, "_save": "1"}
    response = signed_in.post(address("applicant"), posted, follow=True)
    assert answers(filled).values == {"legal_name": "Жаңа"}
    assert "N777" in html(response)


@pytest.mark.parametrize("key", ["applicant", "check"])
def test_page_of_an_earlier_edition_is_saved_and_shown_in_the_language_that_was_asked_for(
    signed_in, address, filled, call, key
):
    old = filled.edition_id
    edition(call, without_passport)
    signed_in.get(address("budget"))
    posted = {"legal_name": "Жаңа", "truth": "yes", "_revision": 1, "_edition": old, "_language": "ru"}
    response = signed_in.post(address(key), posted)
    assert response["Location"] == address(key, "ru")
    assert "Пока вы заполняли форму, её изменили" in html(signed_in.get(address(key, "ru")))
    saved = {"applicant": {"legal_name": "Жаңа"}, "check": {"truth": True}}[key]
    assert saved.items() <= answers(filled, "confirm" if key == "check" else key).values.items()


def test_page_that_was_open_while_nobody_looked_is_saved_as_ever(signed_in, address, filled, call):
    old = filled.edition_id
    edition(call, without_passport)
    posted = {"legal_name": "Жаңа", "passport": "N777", "_revision": 1, "_edition": old, "_save": "1"}
    signed_in.post(address("applicant"), posted)
    signed_in.get(address("applicant"))
    assert answers(filled).values == {"legal_name": "Жаңа"}
    assert list(FilingSection.objects.get(key="applicant").set_aside) == ["passport@1"]


def test_page_of_a_removed_section_that_is_still_open_is_kept(signed_in, address, filled, call):
    old = filled.edition_id
    edition(call, without_budget)
    signed_in.get(address("applicant"))
    posted = {"items/_rows": ["", "cccc44"], "items/cccc44/name": "Дрон", "_revision": 1, "_edition": old, "_save": "1"}
    response = signed_in.post(address("budget"), posted, follow=True)
    assert response.status_code == 200
    assert "Дрон" in html(signed_in.get(address("check")))


def test_files_of_an_earlier_page_are_attached_where_their_question_is_now(signed_in, address, filled, call):
    old = filled.edition_id
    edition(call, letter_in_first_section)
    signed_in.get(address("applicant"))
    posted = {"_revision": 1, "_edition": old, "_save": "1", "letter": named("хат.pdf", pdf())}
    signed_in.post(address("budget"), posted)
    assert filled.uploads.get().section_key == "applicant"
    assert answers(filled).values["letter"] == [filled.uploads.get().pk]


def test_a_file_chosen_for_few_is_not_attached_where_more_people_read_it(signed_in, address, filled, call):
    old = filled.edition_id
    edition(call, lambda sections: sections[1]["questions"][3].update(sensitive=False))
    signed_in.get(address("applicant"))
    posted = {"_revision": 1, "_edition": old, "_save": "1", "identity": named("хат.pdf", pdf())}
    assert "хат.pdf" in html(signed_in.post(address("budget"), posted, follow=True))
    assert not filled.uploads.exists()


def test_a_file_that_is_not_asked_for_any_more_is_named(signed_in, address, filled, call):
    old = filled.edition_id
    edition(call, without_budget)
    signed_in.get(address("applicant"))
    posted = {"_revision": 1, "_edition": old, "_save": "1", "letter": named("хат.pdf", pdf())}
    assert "хат.pdf" in html(signed_in.post(address("budget"), posted, follow=True))


def test_check_page_of_an_earlier_edition_sends_nothing(signed_in, address, filled, call):
    page = signed_in.get(address("check"))
    old, seen = filled.edition_id, page.context["seen"]
    edition(call, without_passport)
    signed_in.get(address("applicant"))
    response = signed_in.post(address("check"), {"truth": "yes", "_seen": seen, "_edition": old, "_submit": "1"})
    assert response["Location"].endswith("/check/")
    assert current(filled).state == "draft"
    assert answers(filled, "confirm").values == {"truth": True}


@pytest.mark.parametrize("value", ["0", "999999999", "x", "", "9" * 30])
def test_nonsense_is_taken_for_the_current_edition(signed_in, address, filled, value):
    posted = {"legal_name": "Жаңа", "passport": "N1", "_revision": 1, "_edition": value, "_save": "1"}
    signed_in.post(address("applicant"), posted)
    assert answers(filled).values["legal_name"] == "Жаңа"


@pytest.mark.parametrize("target", ["applicant:x", "applicant\0:passport@1", ":", "\0", "applicant:" + "x" * 9999])
def test_nothing_is_dismissed_that_is_not_there(signed_in, address, filled, target):
    for key in ("applicant", "check"):
        assert signed_in.post(address(key), {"_dismiss": target, "_revision": 1}).status_code == 303


def test_what_is_dismissed_is_gone_and_what_was_typed_beside_it_is_saved(signed_in, address, filled, call):
    new = edition(call, without_passport)
    page = signed_in.get(address("applicant"))
    target = page.context["earlier"][0].target
    posted = {"legal_name": "Жаңа", "_revision": 1, "_edition": new.pk, "_dismiss": target}
    response = signed_in.post(address("applicant"), posted, follow=True)
    assert "N12345678" not in html(response)
    assert answers(filled).values["legal_name"] == "Жаңа"


def test_more_rows_than_any_table_has_are_not_stored_from_an_earlier_page_either(signed_in, address, filled, call):
    old = filled.edition_id
    edition(call, without_passport)
    signed_in.get(address("applicant"))
    posted = {"items/_rows": [f"{number:06}" for number in range(2001)], "_edition": old, "_add": "items/eeee66"}
    assert signed_in.post(address("budget"), posted).status_code == 409
    assert len(answers(filled, "budget").values["items"]) == 2


def test_what_comes_after_closing_from_an_earlier_page_can_be_copied(
    signed_in, address, filled, call, applicant, time_machine
):
    old = filled.edition_id
    edition(call, without_budget)
    signed_in.get(address("applicant"))
    time_machine.move_to(call.accepts_until + timedelta(seconds=1), tick=False)
    signed_in.force_login(applicant)
    posted = {"items/_rows": ["", "cccc44"], "items/cccc44/name": "Дрон", "_revision": 1, "_edition": old, "_save": "1"}
    response = signed_in.post(address("budget"), posted)
    assert response.status_code == 409
    assert "Дрон" in html(response)


def test_a_page_takes_no_more_queries_when_the_edition_is_current(
    signed_in, address, filled, call, django_assert_max_num_queries
):
    edition(call, lambda sections: sections[0].update(intro=both("Кіріспе", "Введение")))
    signed_in.get(address("applicant"))
    with django_assert_max_num_queries(6):  # session, person and consent among them
        signed_in.get(address("applicant"))
