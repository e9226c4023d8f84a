"""Private files: who gets them, and how they are sent, from the disk and from S3."""

from urllib.parse import quote

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.urls import reverse
from moto.server import ThreadedMotoServer

from applications.actions.attaching import attach, detach
from applications.models import Upload
from portal.lib import clock
from portal.lib.addresses import storage_backend
from tests import zoo
from tests.cast import make_member
from tests.factories import draft, fill_in_and_submit, published_call

pytestmark = pytest.mark.django_db
NAME = "Жеке куәлік №5 📄.pdf"


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def filing(applicant):
    return draft(published_call(), applicant).filings.get()


def put(filing, content=None) -> Upload:
    file = zoo.named(NAME, content or zoo.pdf())
    return attach(filing, "letter", [file], actor=filing.application.created_by, received_at=clock.now()).uploads[0]


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
    default_storage.delete(upload.object_key)
    assert status(sign_in(applicant), url(upload)) == 404
    assert f"{upload.object_key} is missing" in caplog.text
    assert NAME not in caplog.text


@pytest.fixture
def s3(settings, monkeypatch):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    backend = storage_backend(f"s3://key:secret@{host}:{port}/otinim?scheme=http")
    boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    ).create_bucket(Bucket="otinim")
    settings.STORAGES = settings.STORAGES | {"default": backend}
    yield storages["default"]
    server.stop()


def test_files_live_in_s3_when_the_settings_say_so(s3, filing, applicant, sign_in):
    content = zoo.pdf(300)
    upload = put(filing, content)
    assert s3.size(upload.object_key) == len(content)
    response = sign_in(applicant).get(url(upload))
    assert content_of(response) == content
    assert response.headers["Content-Length"] == str(len(content))
    s3.delete(upload.object_key)
    assert status(sign_in(applicant), url(upload)) == 404


def test_a_large_object_in_s3_is_not_held_in_memory(s3):
    key = s3.save("large", ContentFile(bytes(8 * 2**20)))
    with s3.open(key) as stored:
        stored.read(1)
        assert stored.file._rolled
