"""The page of a row, and the list of rows that leads to it."""

import html
import re

import pytest

from applications.actions.submission import state_digest, submit
from applications.models import FilingSection
from applications.queries import filled_form
from applications.snapshots import open_snapshot
from portal.lib import clock
from programs.answers import row_at
from tests.factories import FORMS, both, draft, published_call, save_answers
from tests.programs.trees import TASKS, posted

pytestmark = pytest.mark.django_db

EVENT = "tasks/aaaa/events/bbbb"
TREE = {
    "tasks": {
        "aaaa": {
            "title": "Кітапхана",
            "has_events": "yes",
            "events": {
                "bbbb": {
                    "name": "Кездесу",
                    "seats": "40",
                    "points": {"cccc": {"place": "Ақтөбе", "people": "25", "passport": "N7654321"}},
                }
            },
        },
        "dddd": {"title": "Мұражай"},
    }
}


@pytest.fixture
def call(organization):
    gate, _budget, confirm = FORMS["application"]["sections"]
    plan = {"key": "plan", "title": both("Жоспар", "План"), "questions": [TASKS]}
    return published_call(organization=organization.slug, forms={"application": {"sections": [gate, plan, confirm]}})


@pytest.fixture
def filing(application):
    filing = application.filings.get()
    answers = {"applicant": {"legal_name": ["Қор"]}, "plan": posted(TREE)}
    save_answers(filing, answers, actor=application.created_by)
    return filing


def stored(filing):
    return filled_form(filing).answers_of("plan")


def row(filing):
    return FilingSection.objects.get(filing=filing, key="plan")


def text_of(response):
    return html.unescape(response.content.decode())


def revision(page):
    return re.search(r'name="_revision" value="(\d+)"', page.content.decode())[1]


@pytest.fixture
def at(address, filing):
    """The address of the section, or of the page of a row."""
    return lambda path="", language="kk": address("plan", language) + (f"{path}/" if path else "")


class TestList:
    def test_rows_are_listed_with_their_pages_and_states(self, signed_in, at):
        page = text_of(signed_in.get(at()))
        assert f'href="{at("tasks/aaaa")}">Міндет 1. Кітапхана</a>' in page
        assert 'class="tag good"' in page
        assert 'name="tasks/aaaa/title"' not in page

    def test_a_new_row_opens_its_page(self, signed_in, at, filing):
        response = signed_in.post(at(), {"_add": "tasks/eeee", "_revision": row(filing).revision})
        assert response.url == at("tasks/eeee")
        page = signed_in.get(response.url)
        assert "Міндет 3" in text_of(page)
        assert "aria-invalid" not in page.content.decode()

    def test_rows_move_are_copied_and_removed_with_what_is_in_them(self, signed_in, at, filing):
        response = signed_in.post(at(), {"_move": "tasks/dddd 0", "_revision": 1})
        assert response.url == at() + "#q-tasks/dddd"
        response = signed_in.post(at(), {"_copy": "tasks/aaaa eeee", "_revision": 2})
        assert response.url == at() + "#q-tasks/eeee"
        assert [one["title"] for one in stored(filing).values["tasks"]] == ["Мұражай", "Кітапхана", "Кітапхана"]
        response = signed_in.post(at(), {"_remove": "tasks/aaaa", "_revision": 3})
        assert response.url == at() + "#q-tasks"
        assert row_at(stored(filing).values, "tasks/eeee")["events"][0]["name"] == "Кездесу"

    @pytest.mark.parametrize(
        "button",
        [{"_add": "tasks/eeee"}, {"_copy": "tasks/aaaa eeee"}, {"_move": "tasks/dddd 0"}, {"_remove": "tasks/dddd"}],
    )
    def test_two_clicks_do_it_once(self, signed_in, at, filing, button):
        for _click in range(2):
            assert signed_in.post(at(), button | {"_revision": 1}).status_code == 303
        assert (
            len(stored(filing).values["tasks"]) == {"_add": 3, "_copy": 3, "_move": 2, "_remove": 1}[next(iter(button))]
        )

    def test_saving_the_list_drops_rows_that_are_blank_to_the_ground(self, signed_in, at, filing):
        signed_in.post(at(), {"_add": "tasks/eeee", "_revision": 1})
        signed_in.post(at("tasks/eeee"), {"_add": "tasks/eeee/events/ffff", "_revision": 2})
        signed_in.post(at(), {"_revision": 3})
        assert [one["_id"] for one in stored(filing).values["tasks"]] == ["aaaa", "dddd"]

    def test_what_is_missing_in_a_row_is_counted_and_leads_to_its_page(self, signed_in, at, filing):
        signed_in.post(
            at(EVENT),
            {
                f"{EVENT}/points/_rows": ["", "cccc"],
                f"{EVENT}/points/cccc/place": "",
                f"{EVENT}/name": "",
                "_revision": 1,
            },
        )
        page = text_of(signed_in.get(at()))
        assert f'href="{at(EVENT)}#q-{EVENT}/name">Міндет 1: ' in page
        assert 'class="tag attention"' in page


class TestPage:
    def test_a_row_shows_its_inputs_the_way_back_and_its_neighbours(self, signed_in, at):
        page = text_of(signed_in.get(at("tasks/aaaa")))
        assert 'name="tasks/aaaa/title"' in page
        assert 'name="tasks/aaaa/quarters/q1/sum"' in page
        assert f'href="{at(EVENT)}"' in page
        assert f'href="{at("tasks/dddd")}" rel="next"' in page
        deeper = text_of(signed_in.get(at(EVENT)))
        assert (
            f'<li><a href="{at()}">Жоспар</a></li><li><a href="{at("tasks/aaaa")}">Міндет 1. Кітапхана</a></li>'
            in deeper
        )
        assert f'name="{EVENT}/points/cccc/place"' in deeper

    def test_saving_a_row_leads_back_to_its_list_and_is_no_saving_of_the_section(self, signed_in, at, filing):
        FilingSection.objects.filter(filing=filing, key="plan").update(saved_at=None)
        response = signed_in.post(
            at(EVENT), {f"{EVENT}/name": "Жаңа", f"{EVENT}/points/_rows": ["", "cccc", "zzzz"], "_revision": 1}
        )
        assert (response.status_code, response.url) == (303, at("tasks/aaaa") + f"#q-{EVENT}")
        assert row(filing).saved_at is None
        event = row_at(stored(filing).values, EVENT)
        assert (event["name"], [one["_id"] for one in event["points"]]) == ("Жаңа", ["cccc"])
        assert signed_in.post(at("tasks/dddd"), {"_revision": 2}).url == at() + "#q-tasks/dddd"

    def test_a_row_says_what_it_lacks_once_something_stands_in_it(self, signed_in, at, filing):
        signed_in.post(at(), {"_add": "tasks/eeee", "_revision": 1})
        assert "error-summary" not in text_of(signed_in.get(at("tasks/eeee")))
        signed_in.post(
            at("tasks/eeee"), {"tasks/eeee/has_events": ["", "yes"], "_add": "tasks/eeee/quarters/q1", "_revision": 2}
        )
        assert 'href="#q-tasks/eeee/title"' in text_of(signed_in.get(at("tasks/eeee")))

    def test_a_wrong_answer_keeps_the_person_here(self, signed_in, at):
        response = signed_in.post(at(EVENT), {f"{EVENT}/seats": "көп", "_revision": 1})
        assert response.url == at(EVENT)
        page = text_of(signed_in.get(at(EVENT)))
        assert 'value="көп"' in page
        assert f'href="#q-{EVENT}/seats"' in page
        # The pages above count it, and lead here.
        assert f'href="{at(EVENT)}#q-{EVENT}/seats"' in text_of(signed_in.get(at("tasks/aaaa")))

    def test_the_language_switch_saves_and_keeps_the_page(self, signed_in, at, filing):
        response = signed_in.post(at(EVENT), {f"{EVENT}/name": "Жаңа", "_language": "ru", "_revision": 1})
        assert response.url == at(EVENT, "ru")
        assert row_at(stored(filing).values, EVENT)["name"] == "Жаңа"

    def test_enter_saves(self, signed_in, at):
        page = signed_in.get(at(EVENT)).content.decode()
        first = re.search(r"<button[^>]*form=\"section-form\"[^>]*>", page)[0]
        assert "first-submit" in first
        assert "name=" not in first

    def test_a_button_saves_what_is_typed(self, signed_in, at, filing):
        sent = {f"{EVENT}/name": "Жаңа", f"{EVENT}/points/_rows": ["", "cccc"], "_revision": 1}
        response = signed_in.post(at(EVENT), sent | {"_copy": f"{EVENT}/points/cccc eeee"})
        assert response.url == at(EVENT) + f"#q-{EVENT}/points/eeee"
        event = row_at(stored(filing).values, EVENT)
        assert (event["name"], [one["place"] for one in event["points"]]) == ("Жаңа", ["Ақтөбе"] * 2)

    def test_a_row_that_opens_a_question_stays(self, signed_in, at):
        response = signed_in.post(at(EVENT), {f"{EVENT}/how": ["", "online"], "_revision": 1}, follow=True)
        assert response.redirect_chain[-1][0] == at(EVENT)
        assert f'name="{EVENT}/link"' in text_of(response)


class TestTwoWindows:
    def test_two_rows_are_written_side_by_side(self, signed_in, at, filing):
        assert signed_in.post(at("tasks/aaaa"), {"tasks/aaaa/title": "Бірінші", "_revision": 1}).status_code == 303
        assert signed_in.post(at("tasks/dddd"), {"tasks/dddd/title": "Екінші", "_revision": 1}).status_code == 303
        assert [one["title"] for one in stored(filing).values["tasks"]] == ["Бірінші", "Екінші"]

    def test_a_stale_save_of_one_row_shows_both_texts(self, signed_in, at, filing):
        signed_in.post(
            at(EVENT),
            {
                f"{EVENT}/name": "сол",
                f"{EVENT}/points/_rows": ["", "cccc", "eeee"],
                f"{EVENT}/points/eeee/place": "Орал",
                "_revision": 1,
            },
        )
        response = signed_in.post(
            at(EVENT), {f"{EVENT}/name": "оң", f"{EVENT}/points/_rows": ["", "cccc"], "_revision": 1}
        )
        page = text_of(response)
        assert response.status_code == 409
        assert 'value="оң"' in page
        assert "сол" in page
        assert f'name="{EVENT}/points/eeee/place"' in page
        signed_in.post(at(EVENT), {f"{EVENT}/name": "оң", "_revision": revision(response)})
        assert row_at(stored(filing).values, EVENT)["name"] == "оң"

    def test_what_was_typed_in_a_row_that_was_removed_is_shown_and_can_be_kept(self, signed_in, at, filing):
        signed_in.post(at(), {"_remove": "tasks/dddd", "_revision": 1})
        response = signed_in.post(at("tasks/dddd"), {"tasks/dddd/title": "Ұзақ жазғаным", "_revision": 1})
        assert response.status_code == 409
        assert 'value="Ұзақ жазғаным"' in text_of(response)
        signed_in.post(at("tasks/dddd"), {"tasks/dddd/title": "Ұзақ жазғаным", "_revision": revision(response)})
        assert row_at(stored(filing).values, "tasks/dddd")["title"] == "Ұзақ жазғаным"

    def test_a_late_save_keeps_the_text_on_the_page(self, signed_in, at, filing, just_too_late):
        response = signed_in.post(at(EVENT), {f"{EVENT}/name": "кешіккен мәтін", "_revision": 1})
        assert response.status_code == 409
        assert "кешіккен мәтін" in text_of(response)
        assert row_at(stored(filing).values, EVENT)["name"] == "Кездесу"

    def test_a_late_save_of_a_row_that_can_not_be_is_of_nothing(self, signed_in, at, filing, just_too_late):
        assert signed_in.post(at("tasks/no_row"), {"tasks/no_row/title": "Жоқ"}).status_code == 404


class TestNothingThere:
    def test_a_removed_row_leads_to_the_list_it_stood_in(self, signed_in, at):
        assert signed_in.get(at("tasks/zzzz")).url == at()
        assert signed_in.get(at("tasks/aaaa/events/zzzz")).url == at("tasks/aaaa")
        assert signed_in.get(at("tasks/zzzz/events/zzzz")).url == at()

    def test_a_row_of_a_table_that_is_not_asked_for_leads_to_the_page_around_it(self, signed_in, at):
        signed_in.post(at("tasks/aaaa"), {"tasks/aaaa/has_events": ["", "no"], "_revision": 1})
        assert signed_in.get(at(EVENT)).url == at("tasks/aaaa")

    @pytest.mark.parametrize(
        "path",
        [
            "tasks",
            "tasks/aaaa/title",
            "nothing/aaaa",
            f"{EVENT}/points/cccc",
            "tasks/aaaa/quarters/q1",
            "tasks/AAAA",
            "tasks/aa aa",
        ],
    )
    def test_what_has_no_page_is_not_found(self, signed_in, at, path):
        assert signed_in.get(at(path)).status_code == 404
        assert signed_in.post(at(path), {"_revision": 1}).status_code == 404

    def test_it_is_the_applicants_own(self, client, sign_in, at, other_applicant, owner, editor, outsider, superuser):
        for person in (other_applicant, owner, editor, outsider, superuser):
            browser = sign_in(person)
            assert browser.get(at(EVENT)).status_code == 404
            assert browser.post(at(EVENT), {f"{EVENT}/name": "бөтен"}).status_code == 404
        assert "login" in client.get(at(EVENT)).url

    def test_the_gate_comes_first(self, sign_in, other_applicant, call):
        theirs = draft(call, other_applicant)
        where = f"/kk/applications/{theirs.number}/application/"
        assert sign_in(other_applicant).get(f"{where}plan/tasks/aaaa/").url == f"{where}applicant/"


class TestPaste:
    def test_pasted_rows_are_added_and_what_was_typed_is_kept(self, signed_in, at, filing):
        sent = {
            f"{EVENT}/points/_rows": ["", "cccc"],
            f"{EVENT}/name": "Жаңа",
            f"{EVENT}/points/eeee/_paste": "Орал\t5\nҚостанай\tон",
            "_revision": 1,
        }
        response = signed_in.post(at(EVENT), sent | {"_paste": f"{EVENT}/points"})
        assert response.url == at(EVENT) + f"#q-{EVENT}/points/eeee"
        event = row_at(stored(filing).values, EVENT)
        assert event["name"] == "Жаңа"
        assert [one["place"] for one in event["points"]] == ["Ақтөбе", "Орал", "Қостанай"]
        assert 'value="он"' in text_of(signed_in.get(at(EVENT)))

    def test_what_was_pasted_is_taken_whichever_button_is_pressed(self, signed_in, at, filing):
        signed_in.post(at(), {"tasks/eeee/_paste": "Бақ\tжоқ", "_revision": 1})
        assert [one["title"] for one in stored(filing).values["tasks"]] == ["Кітапхана", "Мұражай", "Бақ"]

    def test_too_much_is_refused_whole_and_still_there(self, signed_in, at, filing):
        text = "\n".join(f"Жер {number}" for number in range(10))
        sent = {
            f"{EVENT}/name": "Жаңа",
            f"{EVENT}/points/_rows": ["", "cccc"],
            f"{EVENT}/points/eeee/_paste": text,
            "_paste": f"{EVENT}/points",
            "_revision": 1,
        }
        response = signed_in.post(at(EVENT), sent)
        assert response.status_code == 422
        page = text_of(response)
        assert f'href="#q-{EVENT}/points-paste"' in page
        assert "Жер 9</textarea>" in page
        event = row_at(stored(filing).values, EVENT)
        assert (event["name"], len(event["points"])) == ("Жаңа", 1)


def test_more_rows_than_any_table_has_are_not_stored(signed_in, at, filing):
    ids = [f"{number:06}" for number in range(2001)]
    response = signed_in.post(at(), {"tasks/_rows": ids, "_add": "tasks/eeee", "_revision": 1})
    assert response.status_code == 409
    assert "2000" in text_of(response).replace("\xa0", "").replace(" ", "")
    assert len(stored(filing).values["tasks"]) == 2


def test_sensitive_answers_are_sealed_at_every_depth(filing):
    save_answers(
        filing,
        {
            "plan": {f"{EVENT}/points/_rows": ["cccc"], f"{EVENT}/points/cccc/passport": ["N" * 300]}
            | {"tasks/_rows": ["aaaa"], "tasks/aaaa/events/_rows": ["bbbb"]}
        },
        actor=filing.application.created_by,
    )
    changes = [save.changes for save in row(filing).saves.all()]
    assert "N7654321" not in str([row(filing).values, row(filing).unparsed, changes])
    assert "NNN" not in str([row(filing).values, row(filing).unparsed, changes])
    assert stored(filing).unparsed == {f"{EVENT}/points/cccc/passport": "N" * 300}


def test_the_whole_tree_is_checked_submitted_and_read(signed_in, application, filing, address):
    page = text_of(signed_in.get(address("check")))
    assert "Ақтөбе" in page
    assert f'href="{address("plan")}{EVENT}/"' in page
    save_answers(filing, {"confirm": {"truth": ["yes"]}}, actor=application.created_by)
    seen = state_digest(filled_form(filing))
    snapshot = submit(filing, actor=application.created_by, received_at=clock.now(), seen=seen, language="kk")
    submitted = open_snapshot(snapshot)
    assert row_at(submitted.answers.values, f"{EVENT}/points/cccc")["place"] == "Ақтөбе"
    assert submitted.plain["tables"] == [
        "tasks",
        "tasks/aaaa/events",
        f"{EVENT}/points",
        "tasks/aaaa/quarters",
        "tasks/dddd/quarters",
    ]
    assert submitted.plain["answers"][f"{EVENT}/points/cccc/share"] == "0.63"
    own = text_of(signed_in.get(application.get_absolute_url()))
    assert "Іс-шара 1. Кездесу" in own
    assert "Ақтөбе" in own


class TestCosts:
    """The same for one row and for a plan of a thousand."""

    @pytest.fixture(params=[1, 3, 10])
    def sized(self, request, filing):
        count = request.param
        ids = [f"r{number:03}" for number in range(count)]
        points = {row_id: {"place": "Ақтөбе", "people": "5"} for row_id in ids}
        events = {row_id: {"name": "Кездесу", "seats": "40", "points": points} for row_id in ids}
        tree = {"tasks": {row_id: {"title": "Міндет", "has_events": "yes", "events": events} for row_id in ids}}
        save_answers(filing, {"plan": posted(tree)}, actor=filing.application.created_by)
        return filing

    def test_pages_and_saves(self, signed_in, at, sized, django_assert_max_num_queries):
        signed_in.get(at())
        with django_assert_max_num_queries(4):
            assert signed_in.get(at()).status_code == 200
        event = "tasks/r000/events/r000"
        with django_assert_max_num_queries(4):
            page = signed_in.get(at(event))
        assert len(page.content) < 60_000
        # Six, and the two ends of the savepoint that stands for the transaction here.
        for address, name in ((at(event), f"{event}/name"), (at(), "x")):
            sent = {name: "Жаңа", "_revision": row(sized).revision}
            with django_assert_max_num_queries(8):
                assert signed_in.post(address, sent).status_code == 303
