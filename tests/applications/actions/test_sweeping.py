"""What nobody needs leaves the storage after its time, on the disk and in a bucket; nothing submitted ever does."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from applications.actions.attaching import attach, detach
from applications.actions.sweeping import FRESH, GRACE, sweep_files
from applications.actions.vetting import refuse
from applications.models import Refusal, Upload, UploadState
from portal.lib import clock
from tests import zoo
from tests.buckets import bucket
from tests.factories import draft, fill_in_and_submit, published_call
from tests.vetting import let_through

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def filing(db):
    return draft(published_call()).filings.get()


def put(filing, question="letter") -> Upload:
    file = zoo.named("scan.pdf", zoo.pdf())
    done = attach(filing, question, [file], actor=filing.application.created_by, received_at=clock.now())
    return let_through(*done.uploads)


def take_off(upload):
    detach(upload, actor=upload.by, received_at=clock.now())


def later(days=15):
    return clock.now() + timedelta(days=days)


def is_stored(upload) -> set[bool]:
    return {default_storage.exists(key) for key in (upload.object_key, upload.copy_key)}


def test_a_detached_file_goes_after_its_grace_with_both_objects(filing):
    kept, gone = put(filing, "identity"), put(filing)
    take_off(gone)
    assert sweep_files(clock.now() + GRACE - timedelta(hours=1)).detached == []
    assert is_stored(gone) == {True}
    assert sweep_files(later()).detached == [gone.pk]
    assert (is_stored(gone), is_stored(kept)) == ({False}, {True})
    assert list(Upload.objects.all()) == [kept]
    assert sweep_files(later()).detached == []


def test_a_dry_run_changes_nothing(filing, capsys):
    gone = put(filing)
    take_off(gone)
    default_storage.save("files/x/orphan", ContentFile(b"x"))
    assert sweep_files(later(), dry_run=True).detached == [gone.pk]
    with time_machine.travel(later()):
        call_command("sweep_files", "--dry-run")
    assert "taken off or refused, would be deleted: 1" in capsys.readouterr().out
    assert is_stored(gone) == {True}
    assert default_storage.exists("files/x/orphan")


def test_what_was_submitted_stays_even_when_it_is_detached_or_refused(filing):
    detached, refused = put(filing), put(filing, "identity")
    fill_in_and_submit(filing.application)
    Upload.objects.filter(pk=detached.pk).update(detached_at=clock.now())
    Upload.objects.filter(pk=refused.pk).update(state=UploadState.RECEIVED)
    refuse(refused, Refusal.VIRUS)
    assert sweep_files(later()).detached == []
    assert is_stored(detached) == {True}


def test_a_file_refused_in_a_draft_goes_too(filing):
    upload = put(filing)
    Upload.objects.update(state=UploadState.RECEIVED)
    refuse(upload, Refusal.VIRUS)
    assert sweep_files(later()).detached == [upload.pk]


def test_objects_without_a_row_go_once_they_are_not_fresh(filing):
    upload = put(filing)
    for folder in ("files", "documents", "elsewhere"):
        default_storage.save(f"{folder}/26-AAAAA-A/orphan", ContentFile(b"x"))
    assert sweep_files(clock.now()).unknown == []
    swept = sweep_files(clock.now() + FRESH + timedelta(hours=1))
    assert swept.unknown == ["files/26-AAAAA-A/orphan", "documents/26-AAAAA-A/orphan"]
    assert default_storage.exists("elsewhere/26-AAAAA-A/orphan")
    assert is_stored(upload) == {True}


def test_a_missing_object_is_reported_and_its_row_stays(filing, caplog, capsys):
    upload = put(filing)
    default_storage.delete(upload.copy_key)
    call_command("sweep_files")
    assert f"missing from the storage: {upload.copy_key}" in capsys.readouterr().out
    assert upload.copy_key in caplog.text
    assert Upload.objects.filter(pk=upload.pk).exists()


def test_an_empty_storage_is_swept(db):
    assert sweep_files(clock.now()).unknown == []


def test_a_bucket_is_swept_in_the_same_way(settings, filing):
    with bucket(settings):
        kept, gone = put(filing, "identity"), put(filing)
        take_off(gone)
        for number in range(3):
            default_storage.connection.Object(default_storage.bucket_name, f"files/26-AAAAA-A/{number}").put(Body=b"x")
        swept = sweep_files(later())
        assert (swept.detached, len(swept.unknown), swept.missing) == ([gone.pk], 3, [])
        assert (is_stored(gone), is_stored(kept)) == ({False}, {True})
