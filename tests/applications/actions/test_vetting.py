"""What arrived is scanned and copied; what can't be waits, or is refused in words; nothing hangs on one file."""

import threading
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import connection

from applications.actions import vetting
from applications.actions.attaching import attach, detach
from applications.actions.vetting import MOST_ATTEMPTS, vet_waiting
from applications.models import Filing, FilingSection, Upload, UploadState
from applications.queries import filled_form
from applications.uploads.objects import open_sealed
from portal.journal.models import Event
from portal.lib import clock
from portal.lib.clamav import scanner
from tests import zoo
from tests.factories import draft, fill_in_and_submit, published_call, save_answers
from tests.scanners import EICAR, FakeClamd
from tests.vetting import let_through

pytestmark = pytest.mark.django_db
VIRUS = zoo.pdf() + b"\n%" + EICAR + b"\n%%EOF"


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def filing(applicant):
    return draft(published_call(), applicant).filings.get()


@pytest.fixture
def clamd(settings, tmp_path):
    with FakeClamd(tmp_path / "clamd") as daemon:
        settings.SCANNER = scanner(daemon.url)
        yield daemon


def put(filing, content=None, question="letter") -> Upload:
    file = zoo.named("Хат.pdf", content or zoo.pdf())
    done = attach(filing, question, [file], actor=filing.application.created_by, received_at=clock.now())
    return done.uploads[0]


def now(upload) -> Upload:
    return Upload.objects.get(pk=upload.pk)


def answer(filing, question="letter"):
    return filled_form(Filing.objects.get(pk=filing.pk)).answers_of("budget").values.get(question)


def test_without_a_scanner_a_file_is_copied_and_said_to_be_unscanned(filing):
    upload = put(filing, zoo.armed_pdf())
    assert (upload.state, upload.copy_key) == (UploadState.RECEIVED, "")
    assert vet_waiting() == 1
    upload = now(upload)
    assert (upload.state, upload.is_checked) == (UploadState.UNSCANNED, True)
    with (
        open_sealed(filing.application, upload.copy_key) as copy,
        open_sealed(filing.application, upload.object_key) as original,
    ):
        assert b"JavaScript" not in copy.read()
        assert original.read() == zoo.armed_pdf()
    assert vet_waiting() == 0


def test_a_scanned_file_is_clean(filing, clamd):
    upload = let_through(put(filing))
    assert (upload.state, clamd.asked) == (UploadState.CLEAN, 1)


def test_a_virus_counts_as_no_answer_and_stands_beside_the_question(filing, clamd, sign_in):
    save_answers(filing, {"budget": {}}, actor=filing.application.created_by)
    infected, other = put(filing, VIRUS), put(filing, question="identity")
    let_through(infected, other)
    assert (infected.state, infected.refused_for, infected.finding) == ("refused", "virus", "Eicar-Test-Signature")
    assert (infected.copy_key, infected.detached_at) == ("", None)
    assert (answer(filing), answer(filing, "identity")) == (None, [other.pk])
    assert FilingSection.objects.get(filing=filing, key="budget").saved_at
    event = Event.objects.get(kind="file.refused")
    assert event.data == {"upload": str(infected.pk), "reason": "virus"}
    save_answers(filing, {"applicant": {"legal_name": ["А"]}}, actor=filing.application.created_by)
    page = sign_in(filing.application.created_by).get(
        f"/kk/applications/{filing.application.number}/application/budget/"
    )
    assert page.status_code == 200
    [field] = [field for field in page.context["fields"] if field.path == "letter"]
    assert (field.uploads, field.refused) == ([], [infected])


def test_a_refused_file_is_put_away_by_its_owner(filing, clamd):
    upload = let_through(put(filing, VIRUS))
    detach(upload, actor=upload.by, received_at=clock.now())
    assert now(upload).detached_at
    assert put(filing).pk != upload.pk


def test_a_virus_found_after_submission_leaves_the_answer(filing, clamd):
    upload = put(filing, VIRUS)
    fill_in_and_submit(filing.application)
    let_through(upload)
    assert upload.is_refused
    assert answer(filing) == [upload.pk]


def test_a_file_that_cannot_be_copied_is_refused(filing):
    upload = put(filing)
    with mock.patch.object(vetting, "cleaned", side_effect=vetting.Uncleanable):
        vet_waiting()
    upload = now(upload)
    assert (upload.state, upload.refused_for) == ("refused", "unreadable")
    assert answer(filing) is None


def test_while_the_scanner_is_away_files_wait_without_loss(filing, settings, tmp_path, caplog):
    settings.SCANNER = scanner(f"unix://{tmp_path}/nobody")
    upload = put(filing)
    assert vet_waiting() == 0
    assert (now(upload).state, now(upload).attempts) == (UploadState.RECEIVED, 0)
    assert "the virus scanner is away" in caplog.text
    settings.SCANNER = None
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert let_through(upload).is_checked


def test_a_file_above_the_scanners_limit_is_unscanned(filing, settings, tmp_path):
    with FakeClamd(tmp_path / "clamd", most=10) as daemon:
        settings.SCANNER = scanner(daemon.url)
        assert let_through(put(filing)).state == UploadState.UNSCANNED


def test_one_bad_file_does_not_keep_others_waiting_and_is_given_up(filing, caplog):
    bad, good = put(filing), put(filing, question="identity")
    default_storage.delete(bad.object_key)
    let_through(good)
    assert good.is_checked
    assert now(bad).state == UploadState.RECEIVED
    for hours in range(1, MOST_ATTEMPTS + 1):
        with time_machine.travel(clock.now() + timedelta(hours=hours * 20)):
            vet_waiting()
    assert now(bad).refused_for == "unreadable"
    assert f"file {bad.pk} is given up" in caplog.text


def test_a_file_taken_off_while_it_is_checked_leaves_no_copy(filing):
    upload = put(filing)

    def taken_off(source, mime):
        detach(upload, actor=upload.by, received_at=clock.now())
        source.seek(0)
        return source

    with mock.patch.object(vetting, "cleaned", taken_off):
        vet_waiting()
    assert now(upload).copy_key == ""
    [number] = default_storage.listdir("files")[0]
    assert len(default_storage.listdir(f"files/{number}")[1]) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_work(filing):
    uploads = [put(filing), put(filing, question="identity")]
    barrier = threading.Barrier(2)

    def work():
        try:
            barrier.wait()
            vet_waiting()
        finally:
            connection.close()

    with mock.patch.object(vetting, "cleaned", side_effect=lambda source, _mime: zoo.named("x", b"copy")) as copying:
        threads = [threading.Thread(target=work) for _worker in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert copying.call_count == 2
    assert all(now(upload).is_checked for upload in uploads)
