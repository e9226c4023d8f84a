"""Private files: who gets them, and how they are sent, from the disk and from S3."""

from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from applications.actions.attaching import attach, detach
from applications.actions.vetting import refuse, vet_waiting
from applications.models import Refusal, Upload
from portal.lib import clock
from tests import zoo
from tests.buckets import bucket
from tests.cast import make_member
from tests.factories import draft, fill_in_and_submit, published_call
from tests.vetting import let_through

pytestmark = pytest.mark.django_db
NAME = "Жеке куәлік №5 📄.pdf"


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def filing(applicant):
    return draft(published_call(), applicant).filings.get()


def put(filing, content=None, *, question="letter", is_vetted=True) -> Upload:
    file = zoo.named(NAME, content or zoo.pdf())
    done = attach(filing, question, [file], actor=filing.application.created_by, received_at=clock.now())
    return let_through(done.uploads[0]) if is_vetted else done.uploads[0]


def url(upload, number=None) -> str:
    return reverse("upload", args=[number or upload.filing.application.number, upload.pk])


def content_of(response) -> bytes:
    """Reading to the end closes the file."""
    return b"".join(response.streaming_content if response.streaming else [response.content])


def status(client, address, method="get") -> int:
    response = getattr(client, method)(address)
    content_of(response)
    return response.status_code


def test_the_applicant_gets_the_file_to_save_under_its_name(filing, applicant, sign_in):
    upload = put(filing)
    response = sign_in(applicant).get(url(upload))
    assert content_of(response) == zoo.pdf()
    assert response.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(NAME)}"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Length"] == str(len(zoo.pdf()))
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_after_submission_the_applicant_still_gets_it(filing, applicant, sign_in):
    upload = put(filing)
    fill_in_and_submit(filing.application)
    assert status(sign_in(applicant), url(upload)) == 200


@pytest.mark.parametrize("who", ["other_applicant", "outsider", "owner", "operator", "superuser"])
def test_for_everybody_else_there_is_no_such_file(filing, sign_in, request, who):
    """Staff have an address of their own, which notes who read what."""
    upload = put(filing)
    fill_in_and_submit(filing.application)
    assert status(sign_in(request.getfixturevalue(who)), url(upload)) == 404


def test_staff_of_the_foundation_itself_use_their_own_address(filing, sign_in):
    upload = put(filing)
    fill_in_and_submit(filing.application)
    officer = make_member(filing.application.organization, "operator")
    assert status(sign_in(officer), url(upload)) == 404


def test_a_visitor_signs_in_first(filing, sign_in):
    response = sign_in().get(url(put(filing)))
    assert response.status_code == 302
    assert "login" in response.headers["Location"]


def test_a_file_is_found_under_its_own_application_only(filing, applicant, sign_in):
    upload = put(filing)
    other = draft(published_call(), applicant)
    assert status(sign_in(applicant), url(upload, other.number)) == 404


def test_a_detached_file_is_gone(filing, applicant, sign_in):
    upload = put(filing)
    detach(upload, actor=applicant, received_at=clock.now())
    assert status(sign_in(applicant), url(upload)) == 404


def test_files_are_only_read(filing, applicant, sign_in):
    upload, client = put(filing), sign_in(applicant)
    assert status(client, url(upload), "post") == 405
    assert status(client, url(upload), "delete") == 405
    assert status(client, url(upload), "head") == 200


@pytest.mark.parametrize("pk", ["0", "99999999", "9" * 30])
def test_an_unknown_id_is_not_found(filing, applicant, sign_in, pk):
    address = url(put(filing)).rsplit("/", 2)[0]
    assert status(sign_in(applicant), f"{address}/{pk}/") == 404


def test_a_missing_object_is_not_found_and_logged_without_names(filing, applicant, sign_in, caplog):
    upload = put(filing)
    default_storage.delete(upload.copy_key)
    assert status(sign_in(applicant), url(upload)) == 404
    assert f"{upload.copy_key} can't be read: FileNotFoundError" in caplog.text
    assert NAME not in caplog.text


def test_before_it_is_checked_and_once_it_is_refused_nobody_gets_it(filing, applicant, sign_in):
    upload = put(filing, is_vetted=False)
    assert status(sign_in(applicant), url(upload)) == 404
    refuse(upload, Refusal.VIRUS)
    assert status(sign_in(applicant), url(upload)) == 404


def test_the_clean_copy_is_what_people_get(filing, applicant, sign_in):
    upload = put(filing, zoo.armed_pdf(), is_vetted=False)
    vet_waiting()
    content = content_of(sign_in(applicant).get(url(upload)))
    assert content.startswith(b"%PDF")
    assert b"JavaScript" in zoo.armed_pdf()
    assert b"JavaScript" not in content


@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [
        ("bytes=0-99", 0, 100),
        ("bytes=70000-", 70_000, None),
        ("bytes=65530-65545", 65_530, 65_546),
        ("bytes=5-999999999", 5, None),
    ],
)
def test_a_download_that_broke_off_goes_on(filing, applicant, sign_in, asked, begin, end):
    whole = zoo.pdf(700)
    response = sign_in(applicant).get(url(put(filing, whole)), headers={"Range": asked})
    assert response.status_code == 206
    part = content_of(response)
    assert part == whole[begin:end]
    assert response.headers["Content-Range"] == f"bytes {begin}-{begin + len(part) - 1}/{len(whole)}"
    assert response.headers["Content-Length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=-5", "bytes=9-1", "bytes=99999999-", "lines=1-2", "bytes=0-1,5-6"])
def test_any_other_range_gets_the_whole_file(filing, applicant, sign_in, asked):
    response = sign_in(applicant).get(url(put(filing)), headers={"Range": asked})
    assert (response.status_code, content_of(response)) == (200, zoo.pdf())


def test_an_object_that_was_exchanged_is_not_given_out(filing, applicant, sign_in):
    upload, other = put(filing), put(filing, zoo.pdf(3), question="identity")
    for key in (upload.copy_key, upload.object_key):
        default_storage.delete(key)
    with default_storage.open(other.copy_key) as stored:
        default_storage.save(upload.copy_key, ContentFile(stored.read()))
    assert status(sign_in(applicant), url(upload)) == 404


@pytest.fixture
def s3(settings):
    with bucket(settings) as storage:
        yield storage


def test_files_live_in_s3_when_the_settings_say_so(s3, filing, applicant, sign_in):
    content = zoo.pdf(300)
    upload = put(filing, content)
    assert {s3.exists(key) for key in (upload.object_key, upload.copy_key)} == {True}
    response = sign_in(applicant).get(url(upload))
    assert content_of(response) == content
    assert response.headers["Content-Length"] == str(len(content))
    s3.delete(upload.copy_key)
    assert status(sign_in(applicant), url(upload)) == 404


def test_a_large_object_in_s3_is_not_held_in_memory(s3):
    key = s3.save("large", ContentFile(bytes(8 * 2**20)))
    with s3.open(key) as stored:
        stored.read(1)
        assert stored.file._rolled
