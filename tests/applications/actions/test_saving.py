import json
import threading

import pytest
from django.db import connection

from applications.actions.saving import Closed, Sheet, Stale, save_section
from applications.actions.submission import state_digest, submit
from applications.models import FilingSection, SectionSave
from applications.queries import filled_form
from portal.lib import clock
from tests.factories import ANSWERS, draft, save_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing(db):
    return draft().filings.get()


def save(filing, key="applicant", *, base=None, at=None, **posted):
    sheet = Sheet({name.replace("__", "/"): value for name, value in posted.items()}, base)
    return save_section(filing, key, sheet, actor=filing.application.created_by, received_at=at or clock.now())


def row(filing, key="applicant"):
    return FilingSection.objects.get(filing=filing, key=key)


def test_what_was_typed_is_kept(filing):
    save(filing, legal_name=["Қор"])
    assert (row(filing).values, row(filing).revision, row(filing).gaps) == ({"legal_name": "Қор"}, 1, 0)


def test_what_is_no_answer_is_kept_as_typed(filing):
    save(filing, "budget", items___rows=["k3f9"], items__k3f9__name=["Камера"], items__k3f9__price=["көп ақша"])
    assert row(filing, "budget").unparsed == {"items/k3f9/price": "көп ақша"}
    assert row(filing, "budget").gaps == 1


def test_ten_thousand_characters_are_kept_as_typed(filing):
    save(filing, legal_name=["Ә" * 10_000])
    assert row(filing).unparsed["legal_name"] == "Ә" * 10_000


def test_required_answers_do_not_keep_a_section_from_being_saved(filing):
    save(filing, legal_name=[""])
    assert (row(filing).values, row(filing).gaps) == ({}, 1)
    assert row(filing).saved_at is not None


def test_an_answer_that_the_form_did_not_hold_stays(filing):
    save(filing, legal_name=["Қор"])
    save(filing, passport=["N1"])
    assert row(filing).values["legal_name"] == "Қор"


def test_each_save_is_logged_with_what_it_changed(filing):
    save(filing, legal_name=["Қор"])
    save(filing, legal_name=["Қор"])
    save(filing, legal_name=[""])
    changes = SectionSave.objects.filter(section=row(filing)).order_by("revision").values_list("changes", flat=True)
    assert list(changes) == [{"legal_name": "Қор"}, {}, {"legal_name": None}]


def test_sensitive_answers_are_sealed_wherever_they_are_stored(filing):
    save(filing, legal_name=["Қор"], passport=["N12345678"])
    save(filing, "budget", items___rows=["k3f9"], items__k3f9__name=["a"], items__k3f9__payee=["Сауле Н."])
    stored = [(section.values, section.unparsed) for section in FilingSection.objects.all()]
    stored += list(SectionSave.objects.values_list("changes", flat=True))
    text = json.dumps(stored, ensure_ascii=False)
    assert "N12345678" not in text
    assert "Сауле" not in text
    filled = filled_form(filing)
    assert filled.answers_of("applicant").values["passport"] == "N12345678"
    assert filled.answers_of("budget").values["items"][0]["payee"] == "Сауле Н."


def test_a_sensitive_answer_is_sealed_while_it_is_no_answer_yet(filing):
    typed = "N12345678" * 40
    save(filing, passport=[typed])
    save(filing, "budget", items___rows=["k3f9"], items__k3f9__payee=[typed])
    stored = [(section.values, section.unparsed) for section in FilingSection.objects.all()]
    stored += list(SectionSave.objects.values_list("changes", flat=True))
    assert "N12345678" not in json.dumps(stored)
    filled = filled_form(filing)
    assert filled.answers_of("applicant").unparsed == {"passport": typed}
    assert filled.answers_of("budget").unparsed == {"items/k3f9/payee": typed}


def test_a_stale_save_stores_nothing_and_keeps_both_texts(filing):
    save(filing, legal_name=["бірінші"], base=0)
    with pytest.raises(Stale) as stale:
        save(filing, legal_name=["екінші"], base=0)
    assert row(filing).values == {"legal_name": "бірінші"}
    assert stale.value.typed.values["legal_name"] == "екінші"
    assert stale.value.filled.answers_of("applicant").values["legal_name"] == "бірінші"


def test_saving_the_same_twice_is_no_conflict(filing):
    save(filing, legal_name=["бірінші"], base=0)
    save(filing, legal_name=["бірінші"], base=0)
    assert row(filing).values == {"legal_name": "бірінші"}


def test_blank_rows_are_left_out_but_half_empty_ones_stay(filing):
    save(filing, "budget", items___rows=["", "aaaa", "bbbb"], items__aaaa__name=[" "], items__bbbb__name=["Камера"])
    assert [item["_id"] for item in row(filing, "budget").values["items"]] == ["bbbb"]


def test_a_complete_gate_opens_the_form_for_good(filing):
    assert save(filing, legal_name=["Қор"]).filled.filing.gate_passed_at is not None
    assert save(filing, legal_name=[""]).filled.filing.gate_passed_at is not None


def test_a_save_is_judged_by_when_it_was_received(filing):
    call = filing.application.call
    save(filing, legal_name=["уақытында"], at=call.accepts_until)
    with pytest.raises(Closed):
        save(filing, legal_name=["кеш"], at=call.accepts_until.replace(microsecond=1))
    assert row(filing).values == {"legal_name": "уақытында"}


def test_a_submitted_form_is_closed(filing):
    user = filing.application.created_by
    save_answers(filing, ANSWERS, actor=user)
    submit(filing, actor=user, received_at=clock.now(), seen=state_digest(filled_form(filing)), language="kk")
    with pytest.raises(Closed):
        save(filing, legal_name=["басқа"])


def test_a_save_costs_five_statements(filing, django_assert_num_queries):
    save(filing, legal_name=["Қор"])
    # Savepoint of the test's transaction, filing, sections, section, log, end of the savepoint.
    with django_assert_num_queries(6):
        save(filing, legal_name=["Басқа қор"], base=1)


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_neither_is_lost():
    filing = draft().filings.get()
    save(filing, legal_name=["бастапқы"])
    together, refused = threading.Barrier(2), []

    def write(text):
        together.wait()
        try:
            save(filing, legal_name=[text], base=1)
        except Stale as stale:
            refused.append((stale.filled.answers_of("applicant").values["legal_name"], text))
        connection.close()

    threads = [threading.Thread(target=write, args=[text]) for text in ("сол", "оң")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = row(filing).values["legal_name"]
    assert refused == [(stored, {"сол": "оң", "оң": "сол"}[stored])]
