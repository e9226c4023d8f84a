"""A draft when its call has a new edition: at the next page, under its lock."""

import copy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.datastructures import MultiValueDict

from applications.actions.attaching import attach, attach_posted
from applications.actions.carrying import bring_up_to_date
from applications.actions.earlier_pages import save_from_earlier
from applications.actions.saving import Closed, OtherEdition, Sheet, save_section
from applications.actions.setting_aside import dismiss
from applications.actions.submission import ChangedSinceShown, state_digest, submit
from applications.history import history_for_applicant
from applications.models import Application, Filing, FilingSection, Upload
from applications.queries import filled_form
from applications.snapshots import open_snapshot
from portal.journal.models import Event
from portal.lib import clock
from programs.models import Call, CallDraft
from programs.publishing import publish
from tests.factories import ANSWERS, FORMS, both, draft, fill_in_and_submit, published_call, save_answers
from tests.races import at_once, while_under_way
from tests.zoo import named, pdf

pytestmark = pytest.mark.django_db


def edition(call, edit):
    """The next edition of the call: FORMS after an edit of its sections."""
    forms = copy.deepcopy(FORMS)
    edit(forms["application"]["sections"])
    working = CallDraft.objects.get(call=call)
    working.definition = working.definition | {"forms": forms}
    working.revision += 1
    working.save()
    return publish(call, actor=None)


def without_passport(sections):
    del sections[0]["questions"][1]


def passport_is_number(sections):
    sections[0]["questions"][1] |= {"kind": "integer"}


def without_payee(sections):
    del sections[1]["questions"][0]["columns"][2]


def without_budget(sections):
    del sections[1]


def letter_in_first_section(sections):
    sections[0]["questions"].append(sections[1]["questions"].pop(2))


@pytest.fixture
def filing(db):
    return draft().filings.get()


@pytest.fixture
def filled(filing):
    save_answers(filing, {key: ANSWERS[key] for key in ("applicant", "budget")}, actor=filing.application.created_by)
    return filing


def current(filing):
    """As a page would read it."""
    return Filing.objects.select_related("application__call").get(pk=filing.pk)


def carried(filing, *, at=None):
    return bring_up_to_date(current(filing), received_at=at or clock.now())


def row(filing, key="applicant"):
    return FilingSection.objects.get(filing=filing, key=key)


def answers(filing, key="applicant"):
    return filled_form(current(filing)).answers_of(key)


def call_of(filing):
    return Call.objects.get(pk=filing.application.call_id)


def test_nothing_is_read_or_written_while_the_edition_is_current(filled, django_assert_num_queries):
    found = current(filled)
    with django_assert_num_queries(0):
        assert bring_up_to_date(found, received_at=clock.now()) is found


def test_answers_move_and_what_is_not_asked_any_more_is_set_aside(filled):
    new = edition(call_of(filled), without_passport)
    assert carried(filled).edition_id == new.pk
    assert answers(filled).values == {"legal_name": "«Көңіл» қоры"}
    [(name, entry)] = row(filled).set_aside.items()
    assert (name, entry["edition"], entry["label"]["ru"]) == ("passport@1", 1, "Номер удостоверения")
    assert "N12345678" not in str(entry)
    assert filled_form(current(filled)).seal.reveal(entry["text"])["kk"] == "N12345678"


def test_revision_stays_so_that_an_open_page_can_still_be_saved(filled):
    edition(call_of(filled), without_passport)
    carried(filled)
    assert row(filled).revision == 1


def test_of_many_pages_at_once_one_moves_the_draft(filled):
    edition(call_of(filled), without_passport)
    for _ in range(3):
        carried(filled)
    assert list(row(filled).set_aside) == ["passport@1"]


def test_what_is_set_aside_twice_stands_there_twice(filled):
    call = call_of(filled)
    edition(call, without_passport)
    carried(filled)
    edition(call, lambda sections: None)
    carried(filled)
    save_answers(current(filled), {"applicant": {"passport": ["N2"]}}, actor=filled.application.created_by)
    edition(call, without_passport)
    carried(filled)
    assert list(row(filled).set_aside) == ["passport@1", "passport@3"]


def test_answers_of_a_removed_section_stay_under_its_key(filled):
    edition(call_of(filled), without_budget)
    carried(filled)
    budget = row(filled, "budget")
    assert (budget.values, budget.unparsed, list(budget.set_aside)) == ({}, {}, ["items@1"])


def test_gaps_are_counted_anew(filled):
    edition(call_of(filled), passport_is_number)
    carried(filled)
    assert row(filled).unparsed.keys() == {"passport"}
    assert row(filled).gaps == 1


def test_gate_stays_passed(filled):
    edition(call_of(filled), lambda sections: sections[0]["questions"][1].update(required=True, kind="integer"))
    assert carried(filled).gate_passed_at == current(filled).gate_passed_at is not None
    assert row(filled).gaps == 1


def test_gate_opens_where_there_is_none_any_more(filing):
    edition(call_of(filing), lambda sections: sections[0].update(gate=False))
    assert carried(filing).gate_passed_at


def test_files_follow_their_question(filled):
    actor = filled.application.created_by
    attach(filled, "letter", [named("letter.pdf", pdf())], actor=actor, received_at=clock.now())
    edition(call_of(filled), letter_in_first_section)
    carried(filled)
    upload = Upload.objects.get()
    assert (upload.section_key, upload.path, upload.detached_at) == ("applicant", "letter", None)
    assert answers(filled).values["letter"] == [upload.pk]


def test_files_that_are_not_asked_for_any_more_are_named_and_kept(filled):
    attach(filled, "letter", [named("хат.pdf", pdf())], actor=filled.application.created_by, received_at=clock.now())
    edition(call_of(filled), lambda sections: sections[1]["questions"].pop(2))
    carried(filled)
    entry = row(filled, "budget").set_aside["letter@1"]
    assert (entry["text"]["kk"], entry["uploads"]) == ("хат.pdf", [Upload.objects.get(detached_at=None).pk])


def test_after_closing_drafts_stay_as_they_are(filled, time_machine):
    call = call_of(filled)
    edition(call, without_passport)
    late = call.accepts_until + timedelta(seconds=1)
    assert carried(filled, at=late).edition.number == 1
    assert "passport" in answers(filled).values


def test_submitted_rounds_keep_their_edition(filled):
    application = fill_in_and_submit(filled.application)
    edition(call_of(filled), without_passport)
    assert carried(filled).edition.number == 1
    snapshot = current(filled).snapshots.select_related("filing__application").get()
    read = open_snapshot(snapshot)
    assert "passport" in read.form.questions
    assert read.answers.values["passport"] == "N12345678"
    assert application.status == "submitted"


def test_what_was_set_aside_is_in_the_history_and_nothing_else(filled):
    call = call_of(filled)
    edition(call, lambda sections: sections[0].update(intro=both("Кіріспе", "Введение")))
    carried(filled)
    assert not Event.objects.filter(kind="filing.carried").exists()
    edition(call, without_passport)
    carried(filled)
    assert Event.objects.get(kind="filing.carried").data["count"] == "1"
    assert len(history_for_applicant(Application.objects.get())) == 2


def sheet(filing, posted, *, revision=1, **more):
    return Sheet(posted, revision, edition=current(filing).edition_id, **more)


def post(filing, key, made):
    return save_from_earlier(filing, key, made, actor=filing.application.created_by, received_at=clock.now())


def test_a_page_of_an_earlier_edition_is_not_taken_for_one_of_the_current(filled):
    made = sheet(filled, {"legal_name": ["Жаңа"]})
    edition(call_of(filled), without_passport)
    carried(filled)
    with pytest.raises(OtherEdition):
        save_section(filled, "applicant", made, actor=filled.application.created_by, received_at=clock.now())


def test_a_page_of_an_earlier_edition_is_saved_and_carried(filled):
    made = sheet(filled, {"legal_name": ["Жаңа"], "passport": ["N999"]})
    edition(call_of(filled), without_passport)
    carried(filled)
    moved = post(filled, "applicant", made)
    assert answers(filled).values == {"legal_name": "Жаңа"}
    assert (row(filled).revision, moved.set_aside) == (2, 1)
    texts = [filled_form(current(filled)).seal.reveal(entry["text"])["kk"] for entry in row(filled).set_aside.values()]
    assert texts == ["N12345678", "N999"]


def test_what_the_earlier_page_did_not_have_stays(filled):
    made = sheet(filled, {"legal_name": ["Жаңа"], "passport": ["N12345678"]}, revision=2)
    extra = {"key": "extra", "kind": "text", "label": both("Қосымша", "Ещё")}
    edition(call_of(filled), lambda sections: sections[0]["questions"].append(extra))
    carried(filled)
    save_answers(current(filled), {"applicant": {"extra": ["бар"]}}, actor=filled.application.created_by)
    post(filled, "applicant", made)
    assert answers(filled).values == {"legal_name": "Жаңа", "passport": "N12345678", "extra": "бар"}


def test_rows_of_an_earlier_page_keep_what_only_the_new_edition_asks(filled):
    posted = {"items/_rows": ["bbbb33", "cccc44"], "items/bbbb33/name": ["Жол"], "items/cccc44/name": ["Қонақүй"]}
    made = sheet(filled, posted, revision=2)
    more = {"key": "day", "kind": "text", "label": both("Күні", "День")}
    edition(call_of(filled), lambda sections: sections[1]["questions"][0]["columns"].append(more))
    carried(filled)
    change = {"items/_rows": ["aaaa22", "bbbb33"], "items/bbbb33/day": ["5"]}
    save_answers(current(filled), {"budget": change}, actor=filled.application.created_by)
    post(filled, "budget", made)
    assert answers(filled, "budget").values["items"] == [
        {"_id": "bbbb33", "name": "Жол", "price": "99.50", "day": "5"},
        {"_id": "cccc44", "name": "Қонақүй"},
    ]


def with_scans(sections):
    scan = {"key": "scan", "kind": "file", "label": both("Чек", "Чек")}
    sections[1]["questions"][0]["columns"].append(scan)


def test_a_row_with_nothing_but_a_file_stays_when_an_earlier_page_lists_it(filled):
    edition(call_of(filled), with_scans)
    carried(filled)
    files = MultiValueDict({"items/eeee66/scan": [named("чек.pdf", pdf())]})
    attach_posted(current(filled), "budget", files, actor=filled.application.created_by, received_at=clock.now())
    made = sheet(filled, {"items/_rows": ["eeee66", "ffff77"], "items/eeee66/name": [""]}, revision=2)
    edition(call_of(filled), lambda sections: (with_scans(sections), without_passport(sections)))
    carried(filled)
    post(filled, "budget", made)
    upload = Upload.objects.get()
    assert answers(filled, "budget").values["items"] == [{"_id": "eeee66", "scan": [upload.pk]}]
    assert upload.detached_at is None


def test_where_another_answer_was_saved_meanwhile_the_earlier_page_is_set_aside(filled):
    made = sheet(filled, {"legal_name": ["Менікі"], "passport": ["N12345678"]})
    edition(call_of(filled), lambda sections: sections[0].update(intro=both("Кіріспе", "Введение")))
    carried(filled)
    save_answers(current(filled), {"applicant": {"legal_name": ["Басқа"]}}, actor=filled.application.created_by)
    post(filled, "applicant", made)
    assert answers(filled).values["legal_name"] == "Басқа"
    [entry] = row(filled).set_aside.values()
    assert (entry["why"], entry["text"]["kk"]) == ("older", "Менікі")


def test_a_table_that_an_earlier_page_brings_as_it_stands_is_not_set_aside_for_its_files(filled):
    edition(call_of(filled), with_scans)
    carried(filled)
    actor = filled.application.created_by
    for path in ("items/aaaa22/scan", "items/eeee66/scan"):
        files = MultiValueDict({path: [named("чек.pdf", pdf())]})
        attach_posted(current(filled), "budget", files, actor=actor, received_at=clock.now())
    rows = [*ANSWERS["budget"]["items/_rows"], "eeee66"]
    made = sheet(filled, ANSWERS["budget"] | {"items/_rows": rows, "items/eeee66/name": [""]}, revision=1)
    edition(call_of(filled), lambda sections: (with_scans(sections), without_passport(sections)))
    carried(filled)
    assert post(filled, "budget", made).set_aside == 0
    changed = replace(made, posted=made.posted | {"items/aaaa22/name": ["Дрон"]})
    assert post(filled, "budget", changed).set_aside == 1
    assert [entry["why"] for entry in row(filled, "budget").set_aside.values()] == ["older"]


def test_a_page_of_a_removed_section_is_set_aside_as_a_whole(filled):
    made = sheet(filled, {"items/_rows": ["aaaa22"], "items/aaaa22/name": ["Дрон"]})
    edition(call_of(filled), without_budget)
    carried(filled)
    post(filled, "budget", made)
    texts = [
        filled_form(current(filled)).seal.reveal(entry["text"])["kk"]
        for entry in row(filled, "budget").set_aside.values()
    ]
    assert any("Дрон" in text for text in texts)
    assert any("Ноутбук" in text for text in texts)


def test_a_page_from_before_that_comes_after_closing_is_not_stored(filled, time_machine):
    made = sheet(filled, {"legal_name": ["Кеш"]})
    edition(call_of(filled), without_passport)
    carried(filled)
    late = call_of(filled).accepts_until + timedelta(seconds=1)
    with pytest.raises(Closed):
        save_from_earlier(filled, "applicant", made, actor=filled.application.created_by, received_at=late)
    assert answers(filled).values["legal_name"] == "«Көңіл» қоры"


def test_what_is_dismissed_is_kept_out_of_sight(filled):
    edition(call_of(filled), without_passport)
    carried(filled)
    for name in ("passport@1", "nothing@1"):
        dismiss(filled, "applicant", name, received_at=clock.now())
    assert "dismissed" in row(filled).set_aside["passport@1"]


def test_files_of_what_is_dismissed_are_taken_off(filled):
    attach(filled, "letter", [named("хат.pdf", pdf())], actor=filled.application.created_by, received_at=clock.now())
    edition(call_of(filled), lambda sections: sections[1]["questions"].pop(2))
    carried(filled)
    dismiss(filled, "budget", "letter@1", received_at=clock.now())
    assert Upload.objects.get().detached_at


def test_an_application_is_not_sent_by_an_edition_that_is_not_current(filled):
    save_answers(filled, {"confirm": ANSWERS["confirm"]}, actor=filled.application.created_by)
    seen = state_digest(filled_form(current(filled)))
    edition(call_of(filled), without_payee)
    with pytest.raises(ChangedSinceShown):
        submit(filled, actor=filled.application.created_by, received_at=clock.now(), seen=seen, language="kk")
    assert Application.objects.get().status == "draft"


@pytest.mark.django_db(transaction=True)
def test_many_pages_at_once():
    filing = draft(published_call()).filings.get()
    save_answers(filing, {"applicant": ANSWERS["applicant"]}, actor=filing.application.created_by)
    edition(call_of(filing), without_passport)
    outcomes = at_once(*[lambda: carried(filing)] * 4)
    assert {outcome.edition_id for outcome in outcomes} == {call_of(filing).current_edition_id}
    assert list(row(filing).set_aside) == ["passport@1"]
    assert Event.objects.filter(kind="filing.carried").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_application_sent_while_its_draft_moves_is_refused():
    filing = draft(published_call()).filings.get()
    actor = filing.application.created_by
    save_answers(filing, ANSWERS, actor=actor)
    seen = state_digest(filled_form(current(filing)))

    def send():
        try:
            return submit(filing, actor=actor, received_at=clock.now(), seen=seen, language="kk")
        except ChangedSinceShown as refused:
            return refused

    def move():
        edition(call_of(filing), without_payee)
        carried(filing)

    assert isinstance(while_under_way(move, send, locked=current(filing)), ChangedSinceShown)
