import hashlib
import json
import threading
from datetime import timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError

from applications.actions.closing import close_due
from applications.actions.saving import Closed, Sheet, save_section
from applications.actions.submission import ChangedSinceShown, Incomplete, _listed, state_digest, submit
from applications.models import Application, Snapshot, StageRun
from applications.queries import filled_form
from applications.sealing import Seal
from applications.snapshots import open_snapshot
from portal.journal.models import Event
from portal.lib import clock
from tests.factories import ANSWERS, draft, published_call, save_answers, submitted_application
from tests.races import while_under_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(db):
    filing = draft().filings.get()
    save_answers(filing, ANSWERS, actor=filing.application.created_by)
    return filing


def send(filing, *, seen=None, at=None):
    return submit(
        filing,
        actor=filing.application.created_by,
        received_at=at or clock.now(),
        seen=seen or state_digest(filled_form(filing)),
        language="ru",
    )


def test_submission_freezes_the_answers(filled):
    snapshot = Snapshot.objects.select_related("filing__application").get(pk=send(filled).pk)
    plain = Seal(snapshot.filing.application).unseal(snapshot.blob)
    assert hashlib.sha256(plain).hexdigest() == snapshot.sha256
    content = json.loads(plain)
    assert content["answers"]["legal_name"] == "«Көңіл» қоры"
    assert content["edition"] == filled.edition.digest
    assert content["language"] == "ru"
    assert set(content["consents"]) == {"truth"}
    assert (
        open_snapshot(snapshot).answers.values["items"][0]["name"]
        == filled_form(filled).answers_of("budget").values["items"][0]["name"]
    )


def test_the_snapshot_is_sealed(filled):
    assert "Көңіл".encode() not in bytes(send(filled).blob)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_snapshot_never_changes(filled, act):
    snapshots = Snapshot.objects.filter(pk=send(filled).pk)
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        snapshots.update(sha256="0" * 64) if act == "update" else snapshots._raw_delete(snapshots.db)


def test_the_case_is_submitted_with_its_event_and_stage(filled):
    at = clock.now()
    send(filled, at=at)
    application = Application.objects.get()
    assert (application.status, application.waiting_on, application.submitted_at) == ("submitted", "staff", at)
    assert Event.objects.filter(application_id=application.pk, kind="application.submitted").count() == 1
    assert StageRun.objects.get().stage_key == "board"


def test_staff_find_it_by_folded_words(filled):
    send(filled)
    application = Application.objects.get()
    assert "конил" in application.search_text
    assert application.listed["legal_name"] == "«Көңіл» қоры"


def test_nothing_sensitive_is_listed_or_searched(filled, monkeypatch):
    """Not even where a definition asks for it, which publication refuses."""
    monkeypatch.setitem(vars(filled_form(filled).form.questions["passport"]), "listed", True)
    send(filled)
    application = Application.objects.get()
    assert "12345678" not in application.search_text + json.dumps(application.listed)


def test_an_incomplete_form_stays_a_draft():
    filing = draft().filings.get()
    save_answers(filing, {"applicant": ANSWERS["applicant"]}, actor=filing.application.created_by)
    with pytest.raises(Incomplete):
        send(filing)
    assert Application.objects.get().is_draft


def test_without_the_confirmation_it_stays_a_draft(filled):
    save_answers(filled, {"confirm": {"truth": [""]}}, actor=filled.application.created_by)
    with pytest.raises(Incomplete):
        send(filled)


def test_what_the_person_did_not_see_is_not_submitted(filled):
    seen = state_digest(filled_form(filled))
    save_answers(filled, {"applicant": {"legal_name": ["Басқа"]}}, actor=filled.application.created_by)
    with pytest.raises(ChangedSinceShown):
        send(filled, seen=seen)


def test_submitting_twice_gives_one_snapshot(filled):
    assert send(filled) == send(filled)
    assert Event.objects.filter(kind="application.submitted").count() == 1


def test_a_submission_received_within_the_grace_counts(filled):
    send(filled, at=filled.application.call.accepts_until)
    assert Application.objects.get().status == "submitted"


def test_a_late_submission_keeps_the_draft(filled):
    with pytest.raises(Closed):
        send(filled, at=filled.application.call.accepts_until.replace(microsecond=1))
    assert filled_form(filled).answers_of("applicant").values["legal_name"] == "«Көңіл» қоры"


def test_a_grace_of_nothing_still_covers_the_queue_before_a_worker():
    call = published_call(grace="0 min")
    assert (call.accepts_until - call.closes_at).total_seconds() == 60


@pytest.mark.django_db(transaction=True)
def test_two_submissions_at_once_give_one_snapshot():
    filing = draft().filings.get()
    save_answers(filing, ANSWERS, actor=filing.application.created_by)
    together, found = threading.Barrier(2), []

    def press():
        together.wait()
        found.append(send(filing).pk)
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Snapshot.objects.get().pk] * 2


@pytest.mark.django_db(transaction=True)
def test_a_save_that_meets_a_submission_is_either_in_the_snapshot_or_refused():
    filing = draft().filings.get()
    user = filing.application.created_by
    save_answers(filing, ANSWERS, actor=user)
    together, outcomes = threading.Barrier(2), {}

    def change():
        together.wait()
        try:
            save_section(filing, "applicant", Sheet({"legal_name": ["Кейін"]}), actor=user, received_at=clock.now())
            outcomes["save"] = "stored"
        except Closed:
            outcomes["save"] = "refused"
        connection.close()

    def press():
        together.wait()
        try:
            outcomes["submit"] = send(filing, seen=seen).pk
        except ChangedSinceShown:
            outcomes["submit"] = None
        connection.close()

    seen = state_digest(filled_form(filing))
    threads = [threading.Thread(target=change), threading.Thread(target=press)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (outcomes["save"] == "refused") == (outcomes["submit"] is not None)


def outcome_of(filing, *, seen):
    try:
        return send(filing, seen=seen)
    except (ChangedSinceShown, Closed) as refused:
        return type(refused)


@pytest.mark.django_db(transaction=True)
def test_what_another_window_is_saving_right_now_is_not_left_out_of_the_snapshot():
    filing = draft().filings.get()
    user = filing.application.created_by
    save_answers(filing, ANSWERS, actor=user)
    seen = state_digest(filled_form(filing))
    change = lambda: save_answers(filing, {"applicant": {"legal_name": ["Кейін"]}}, actor=user)  # noqa: E731
    assert while_under_way(change, lambda: outcome_of(filing, seen=seen), locked=filing) is ChangedSinceShown
    assert not Snapshot.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_lapses_right_now_is_not_submitted():
    application = draft()
    filing = application.filings.get()
    save_answers(filing, ANSWERS, actor=application.created_by)
    seen = state_digest(filled_form(filing))
    lapse = lambda: close_due(application.call.accepts_until + timedelta(seconds=1))  # noqa: E731
    assert while_under_way(lapse, lambda: outcome_of(filing, seen=seen), locked=application) is Closed
    assert Application.objects.get().status == "lapsed"


def test_an_answer_that_is_hidden_in_the_end_is_not_listed(filled):
    found = filled_form(filled)
    evaluation = found.evaluation()
    assert "legal_name" in _listed(found, evaluation)
    evaluation.hidden.add("legal_name")
    assert "legal_name" not in _listed(found, evaluation)


def test_an_application_can_be_read_after_the_next_edition(filled):
    application = submitted_application()
    snapshot = Snapshot.objects.select_related("filing__application").get(filing__application=application)
    assert open_snapshot(snapshot).form.by_key["applicant"].title.kk == "Үміткер туралы мәлімет"
