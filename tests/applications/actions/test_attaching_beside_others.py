"""What others do while the storage, slow as it may be, takes a file."""

import copy
import threading
from unittest import mock

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import translation

from applications.actions.attaching import attach
from applications.actions.carrying import bring_up_to_date
from applications.actions.drafting import Beginning, start
from applications.actions.saving import Closed
from applications.models import Application, Filing, Upload
from applications.uploads import objects
from portal.lib import clock
from portal.lib.exceptions import Refused
from programs.models import Call, CallDraft
from programs.publishing import publish
from tests import zoo
from tests.factories import draft, fill_in_and_submit, published_call

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english_and_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override(None):
        yield


@pytest.fixture
def filing(db):
    return draft(published_call()).filings.get()


def put(filing, name="scan.pdf", text=""):
    file = zoo.named(name, zoo.pdf(text=text))
    return attach(filing, "letter", [file], actor=filing.application.created_by, received_at=clock.now())


def meanwhile(act):
    """`act` happens once, as soon as the first object is written."""
    save, pending = default_storage.save, [act]

    def slow(*args, **kwargs):
        key = save(*args, **kwargs)
        if pending:
            pending.pop()()
        return key

    return mock.patch.object(default_storage, "save", side_effect=slow)


def locked_by_others(*rows):
    """Locks the rows in a connection of its own; gives those that somebody holds."""
    held = []

    def lock_each():
        try:
            for row in rows:
                try:
                    with transaction.atomic():
                        type(row).objects.select_for_update(of=("self",), nowait=True).get(pk=row.pk)
                except transaction.DatabaseError:
                    held.append(row)
        finally:
            connection.close()

    thread = threading.Thread(target=lock_each)
    thread.start()
    thread.join()
    return held


def stored():
    return {key for key, _at in objects.stored()}


@pytest.mark.django_db(transaction=True)
def test_nobody_who_saves_the_draft_waits_for_the_storage(filing):
    held = []
    with meanwhile(lambda: held.extend(locked_by_others(filing, filing.application))) as save:
        assert put(filing).uploads
    assert (save.call_count, held) == (1, [])


@pytest.mark.django_db(transaction=True)
def test_files_of_an_earlier_application_are_copied_without_holding_up_anybody(filing):
    put(filing)
    earlier, call, held = filing.application, published_call(), []
    rows = (filing, earlier, call, earlier.created_by, call.program.organization)
    with meanwhile(lambda: held.extend(locked_by_others(*rows))) as save:
        case = start(
            Call.objects.get(pk=call.pk),
            actor=earlier.created_by,
            ordinal=1,
            language="kk",
            beginning=Beginning(earlier=Application.objects.get(pk=earlier.pk)),
        )
    assert Upload.objects.filter(filing__application=case).exists()
    assert (save.call_count, held) == (1, [])


def test_the_same_file_that_arrived_meanwhile_is_kept_once(filing):
    with meanwhile(lambda: put(filing, "again.pdf")):
        done = put(filing)
    upload = Upload.objects.get()
    assert (done.uploads, done.refused, upload.name, stored()) == ([], [], "again.pdf", {upload.object_key})


def test_the_last_room_goes_to_whoever_is_through_first(filing):
    with meanwhile(lambda: put(filing, "other.pdf", text="other")):
        done = put(filing)
    upload = Upload.objects.get()
    assert (done.uploads, upload.name, stored()) == ([], "other.pdf", {upload.object_key})
    assert done.refused == ["“scan.pdf”: Only 1 file fits here. Remove it to attach another one."]


def test_a_form_that_was_submitted_meanwhile_takes_no_file(filing):
    def submit():
        fill_in_and_submit(Application.objects.get(pk=filing.application_id))

    with meanwhile(submit), pytest.raises(Closed):
        put(filing)
    assert (stored(), Upload.objects.count()) == (set(), 0)


def test_a_question_that_takes_other_files_by_now_takes_none_that_were_inspected_before(filing):
    def publish_photos_alone():
        working = CallDraft.objects.get(call=filing.application.call)
        forms = copy.deepcopy(working.definition["forms"])
        forms["application"]["sections"][1]["questions"][2]["accept"] = ["png"]
        working.definition = working.definition | {"forms": forms}
        working.revision += 1
        working.save()
        publish(working.call, actor=None)
        rows = Filing.objects.select_related("application__call")
        bring_up_to_date(rows.get(pk=filing.pk), received_at=clock.now())

    with meanwhile(publish_photos_alone), pytest.raises(Refused, match="changed while"):
        put(filing)
    assert (stored(), Upload.objects.count()) == (set(), 0)


def test_what_does_not_fit_anyway_is_not_sent_to_the_storage(filing):
    put(filing)
    with mock.patch.object(default_storage, "save") as save:
        assert put(filing, text="another").refused
        assert put(filing).uploads == []
    assert not save.called
