"""Files of applicants as staff get them: only what was submitted, every reading recorded."""

import hashlib

import pytest
from django.core.files.storage import default_storage

from applications.actions.attaching import attach, detach
from applications.actions.vetting import refuse
from applications.models import Refusal, Upload, UploadState
from portal.journal.models import Event
from portal.lib import clock
from tests import zoo
from tests.factories import draft, fill_in_and_submit
from tests.vetting import let_through

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def filing(call, applicant):
    return draft(call, applicant).filings.get()


@pytest.fixture
def put(filing):
    def attached(question, name="Хат.pdf"):
        file = zoo.named(name, zoo.pdf())
        done = attach(filing, question, [file], actor=filing.application.created_by, received_at=clock.now())
        return let_through(*done.uploads)

    return attached


def address(upload, case=None):
    return f"/admin/cases/{(case or upload.filing.application).number}/files/{upload.pk}/"


def readings():
    return Event.objects.filter(kind="file.read")


def test_a_submitted_file_is_linked_and_saved(put, filing, sign_in, operator):
    upload = put("letter")
    fill_in_and_submit(filing.application)
    client = sign_in(operator)
    assert address(upload) in client.get(f"/admin/cases/{filing.application.number}/").content.decode()
    response = client.get(address(upload))
    assert b"".join(response.streaming_content) == zoo.pdf()
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    event = readings().get()
    assert (event.actor_id, event.role, event.data) == (operator.pk, "operator", {"upload": str(upload.pk)})


def test_a_viewer_gets_files_but_no_sensitive_ones(put, filing, sign_in, viewer):
    ordinary, sensitive = put("letter"), put("identity", "Куәлік.pdf")
    fill_in_and_submit(filing.application)
    client = sign_in(viewer)
    assert b"".join(client.get(address(ordinary)).streaming_content) == zoo.pdf()
    assert client.get(address(sensitive)).status_code == 403
    page = client.get(f"/admin/cases/{filing.application.number}/").content.decode()
    assert address(sensitive) not in page
    assert "Куәлік.pdf" not in page
    assert [event.data["upload"] for event in readings()] == [str(ordinary.pk)]


def test_what_was_taken_away_before_submission_stays_the_applicants_own(put, filing, desk):
    upload = put("letter")
    detach(upload, actor=filing.application.created_by, received_at=clock.now())
    fill_in_and_submit(filing.application)
    assert desk.get(address(upload)).status_code == 404


def test_a_file_of_a_draft_is_not_there(put, desk):
    assert desk.get(address(put("letter"))).status_code == 404


def test_a_file_is_not_found_under_another_case(put, filing, desk, case_of_somebody_else):
    upload = put("letter")
    fill_in_and_submit(filing.application)
    assert desk.get(address(upload, case_of_somebody_else)).status_code == 404


@pytest.mark.parametrize("who", ["applicant", "reviewer", "outsider", "editor"])
def test_to_strangers_there_is_no_such_file(put, filing, sign_in, request, who):
    upload = put("letter")
    fill_in_and_submit(filing.application)
    assert sign_in(request.getfixturevalue(who)).get(address(upload)).status_code == 404
    assert not readings().exists()


def test_a_file_that_is_lost_is_not_found_and_was_not_read(put, filing, desk):
    upload = put("letter")
    fill_in_and_submit(filing.application)
    default_storage.delete(upload.copy_key)
    assert desk.get(address(upload)).status_code == 404
    assert not readings().exists()


def test_the_original_is_for_those_who_decide_and_noted_as_such(put, filing, sign_in, owner, operator):
    upload = put("letter")
    fill_in_and_submit(filing.application)
    assert sign_in(operator).get(f"{address(upload)}original/").status_code == 403
    assert (
        f"{address(upload)}original/"
        not in sign_in(operator).get(f"/admin/cases/{filing.application.number}/").content.decode()
    )
    client = sign_in(owner)
    assert f"{address(upload)}original/" in client.get(f"/admin/cases/{filing.application.number}/").content.decode()
    response = client.get(f"{address(upload)}original/")
    assert hashlib.sha256(b"".join(response.streaming_content)).hexdigest() == upload.sha256
    assert readings().get().data == {"upload": str(upload.pk), "original": "True"}


def test_a_virus_found_after_submission_is_told_and_nobody_opens_the_file(put, filing, sign_in, desk, applicant):
    upload = put("letter")
    Upload.objects.update(state=UploadState.RECEIVED)
    fill_in_and_submit(filing.application)
    refuse(upload, Refusal.VIRUS, finding="Eicar-Test-Signature")
    page = desk.get(f"/admin/cases/{filing.application.number}/").content.decode()
    assert "Eicar-Test-Signature" in page
    assert address(upload) not in page
    assert desk.get(address(upload)).status_code == 404
    own = sign_in(applicant).get(f"/kk/applications/{filing.application.number}/").content.decode()
    assert "Хат.pdf" in own
    assert "Eicar" not in own


@pytest.fixture
def case_of_somebody_else(call, other_applicant):
    return fill_in_and_submit(draft(call, other_applicant))


def test_a_file_whose_question_the_edition_shown_does_not_have_is_found_where_it_was_submitted(
    put, filing, sign_in, viewer, manager
):
    """The draft of a later round may have moved on: its files stand elsewhere then."""
    ordinary, sensitive = put("letter"), put("identity", "Куәлік.pdf")
    fill_in_and_submit(filing.application)
    Upload.objects.update(section_key="later", path="later_question")
    client = sign_in(viewer)
    assert b"".join(client.get(address(ordinary)).streaming_content) == zoo.pdf()
    assert client.get(address(sensitive)).status_code == 403
    assert b"".join(sign_in(manager).get(address(sensitive)).streaming_content) == zoo.pdf()
