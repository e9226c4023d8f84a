"""Documents of a call: beside its file, on its page, and nowhere else."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import translation

from programs.definition.reading import FileFaults, read_program
from programs.dumping import dump
from programs.loading import NotLoadable, load
from programs.models import Call
from tests.journeys.files import PDF
from tests.programs.definition.test_reading import GOOD

LISTED = '  documents: [{title: {kk: "Ереже", ru: "Положение"}, file: rules.pdf}]\nforms:\n'
WITH = GOOD.replace("forms:\n", LISTED)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "program.yaml").write_text(WITH)
    (folder / "rules.pdf").write_bytes(PDF)
    return folder


def read(folder):
    return read_program(folder / "program.yaml")[0]


def fault(folder):
    with pytest.raises(FileFaults) as faults:
        read(folder)
    return faults.value.findings[0]


def test_document_is_checked_by_what_it_holds(folder):
    (document,) = read(folder).call.documents
    assert (document.type, document.size, len(document.digest)) == ("pdf", len(PDF), 64)
    (folder / "rules.pdf").write_bytes(b"MZ no document")
    found = fault(folder)
    assert (found.path, found.line) == ("call.documents.0.file", 13)
    (folder / "rules.pdf").unlink()
    assert "can't be read" in fault(folder).message
    (folder / "program.yaml").write_text(WITH.replace("rules.pdf", "../rules.pdf"))
    assert "only files below program/" in fault(folder).message


@pytest.mark.django_db
def test_document_is_offered_on_the_page_of_its_call_and_saved_under_its_title(folder, client):
    load(read(folder), publish=True)
    call = Call.objects.get()
    with translation.override("ru"):
        page, address = call.get_absolute_url(), reverse("enclosure", args=[call.slug, call.documents[0]["digest"]])
    content = client.get(page).content.decode()
    assert address in content
    assert "Положение" in content
    response = client.get(address)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%9F%D0%BE%D0%BB")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_nothing_else_can_be_had(folder, client):
    load(read(folder))
    call = Call.objects.get()
    with translation.override("kk"):
        address = reverse("enclosure", args=[call.slug, call.documents[0]["digest"]])
    assert client.get(address).status_code == 404  # not published
    load(read(folder), publish=True)
    assert client.get(address.replace(call.documents[0]["digest"], "0" * 64)).status_code == 404


@pytest.mark.django_db
def test_dumped_call_keeps_its_documents_without_the_files(folder, tmp_path):
    load(read(folder))
    text = dump(Call.objects.get())
    (tmp_path / "dumped.yaml").write_text(text)
    again = read_program(tmp_path / "dumped.yaml")[0]
    assert load(again).lines() == ["nothing changed"]
    assert dump(Call.objects.get()) == text
    default_storage.delete(f"enclosures/{again.call.documents[0].name}")
    with pytest.raises(NotLoadable, match=r"neither beside the file nor on the portal: rules\.pdf"):
        load(again)


@pytest.mark.django_db
def test_documents_are_live(folder):
    load(read(folder))
    (folder / "program.yaml").write_text(GOOD)
    assert load(read(folder)).kept[0].startswith("call open-media-2027: documents is rules.pdf ")
    assert load(read(folder), live=True).changed[0].endswith(" to nothing")
    assert Call.objects.get().documents == []
