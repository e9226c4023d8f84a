import threading
from datetime import timedelta
from unittest import mock

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import connection
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from applications.actions.attaching import attach, attach_posted, detach
from applications.actions.saving import Closed, Sheet, save_section
from applications.models import Filing, FilingSection, SectionSave, Upload, UploadState
from applications.queries import filled_form
from applications.uploads.objects import open_sealed
from portal.lib import clock
from portal.lib.exceptions import Refused
from portal.lib.files import inspect
from programs.rows import Change
from tests import zoo
from tests.factories import FORMS, account, both, draft, published_call, save_answers, submitted_application

pytestmark = pytest.mark.django_db

SCANS = {
    "key": "scans",
    "title": both("Қосымшалар", "Приложения"),
    "questions": [
        {"key": "has_partner", "kind": "yes_no", "label": both("Серіктес бар ма?", "Есть партнёр?")},
        {
            "key": "partner_letter",
            "kind": "file",
            "label": both("Серіктес хаты", "Письмо партнёра"),
            "show_if": "answers.has_partner",
            "required": True,
        },
        {
            "key": "scans",
            "kind": "file",
            "label": both("Көшірмелер", "Копии"),
            "files": {"max": 2, "each": "1 MB"},
            "required": True,
        },
    ],
}


@pytest.fixture(autouse=True)
def _in_english_and_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override(None):
        yield


@pytest.fixture
def filing(db):
    sections = FORMS["application"]["sections"]
    forms = {"application": FORMS["application"] | {"sections": [*sections[:2], SCANS, sections[2]]}}
    with mock.patch("tests.factories.FORMS", forms):
        return draft(published_call()).filings.get()


def put(filing, path, *files, at=None):
    return attach(filing, path, files, actor=filing.application.created_by, received_at=at or clock.now())


def scan(name="scan.pdf", text=""):
    return zoo.named(name, zoo.pdf(text=text))


def answer(filing, section="scans", key="scans"):
    return filled_form(Filing.objects.get(pk=filing.pk)).answers_of(section).values.get(key)


def original(upload):
    with open_sealed(upload.filing.application, upload.object_key) as file:
        return file.read()


def objects(folder="files"):
    if not default_storage.exists(folder):
        return []
    return [
        f"{folder}/{number}/{name}"
        for number in default_storage.listdir(folder)[0]
        for name in default_storage.listdir(f"{folder}/{number}")[1]
    ]


def test_an_attached_file_is_stored_and_becomes_the_answer(filing):
    [upload] = put(filing, "scans", scan("Жарғы №1.pdf")).uploads
    assert answer(filing) == [upload.pk]
    assert (upload.section_key, upload.path, upload.state) == ("scans", "scans", UploadState.RECEIVED)
    assert (upload.name, upload.mime, upload.by) == ("Жарғы №1.pdf", "application/pdf", filing.application.created_by)
    assert original(upload) == zoo.pdf()


def test_it_lies_sealed_in_the_storage(filing):
    [upload] = put(filing, "scans", scan()).uploads
    with default_storage.open(upload.object_key) as stored:
        sealed = stored.read()
    assert len(sealed) > len(zoo.pdf())
    assert b"PDF" not in sealed


def test_a_large_file_goes_from_the_disk_to_the_storage(filing):
    content = zoo.pdf()
    with TemporaryUploadedFile("scan.pdf", "text/html", len(content), None) as file:
        file.write(content)
        [upload] = put(filing, "scans", file).uploads
    assert original(upload) == content


def test_the_key_of_an_object_is_random_and_has_no_name(filing):
    [upload] = put(filing, "scans", scan("Айгерім.pdf")).uploads
    folder, number, name = upload.object_key.split("/")
    assert (folder, number, len(name)) == ("files", filing.application.number, 32)


def test_attaching_is_logged_like_any_change_but_is_no_save_of_the_section(filing):
    [upload] = put(filing, "scans", scan()).uploads
    row = FilingSection.objects.get(filing=filing, key="scans")
    assert (row.revision, row.saved_at, row.gaps) == (1, None, None)
    assert SectionSave.objects.get(section=row).changes == {"scans": [upload.pk]}


def test_attaching_fills_the_gap_of_a_saved_section(filing):
    save_answers(filing, {"scans": {"has_partner": ["no"]}}, actor=filing.application.created_by)
    assert FilingSection.objects.get(filing=filing, key="scans").gaps == 1
    [upload] = put(filing, "scans", scan()).uploads
    assert FilingSection.objects.get(filing=filing, key="scans").gaps == 0
    detach(upload, actor=upload.by, received_at=clock.now())
    assert FilingSection.objects.get(filing=filing, key="scans").gaps == 1


def test_a_sensitive_answer_is_sealed(filing):
    put(filing, "identity", scan())
    row = FilingSection.objects.get(filing=filing, key="budget")
    assert set(row.values["identity"]) == {"_sealed"}
    assert len(answer(filing, "budget", "identity")) == 1


def test_nobody_fills_the_storage_by_attaching_and_removing(filing, monkeypatch):
    monkeypatch.setattr("applications.actions.attaching.MOST_EVER", 2)
    for text in "ab":
        [upload] = put(filing, "scans", scan(text=text)).uploads
        detach(upload, actor=upload.by, received_at=clock.now())
    done = put(filing, "scans", scan(text="c"))
    assert done.uploads == []
    assert "Too many files" in done.refused[0]
    assert answer(filing) is None


def test_the_same_content_is_attached_once(filing):
    first = put(filing, "scans", scan(), scan("copy.pdf"))
    assert (len(first.uploads), first.refused) == (1, [])
    again = put(filing, "scans", scan("again.pdf"))
    assert (again.uploads, again.refused) == ([], [])
    assert len(answer(filing)) == len(objects()) == Upload.objects.count() == 1


def test_the_same_content_may_stand_at_another_question(filing):
    put(filing, "scans", scan())
    assert len(put(filing, "letter", scan()).uploads) == 1


def test_a_file_too_many_is_refused_by_name_and_the_others_are_kept(filing):
    done = put(filing, "scans", *(scan(f"{number}.pdf", text=str(number)) for number in range(3)))
    assert len(answer(filing)) == len(done.uploads) == 2
    [sentence] = done.refused
    assert sentence == "“2.pdf”: Only 2 files fit here. Remove one of them to attach another one."


def test_a_bad_file_does_not_take_a_good_one_with_it(filing):
    done = put(filing, "scans", zoo.named("a.pdf", zoo.EXE), scan("b.pdf"), zoo.named("c.pdf", bytes(2**20 + 1)))
    assert [upload.name for upload in done.uploads] == ["b.pdf"]
    assert [sentence.split(":")[0] for sentence in done.refused] == ["“a.pdf”", "“c.pdf”"]


@pytest.mark.parametrize("path", ["legal_name", "items", "nothing", "../scans", ""])
def test_only_a_question_for_files_takes_files(filing, path):
    with pytest.raises(Refused):
        put(filing, path, scan())
    assert not Upload.objects.exists()


def test_a_question_that_is_not_asked_takes_no_files(filing):
    with pytest.raises(Refused):
        put(filing, "partner_letter", scan())
    save_answers(filing, {"scans": {"has_partner": ["yes"]}}, actor=filing.application.created_by)
    assert put(filing, "partner_letter", scan()).uploads


def test_after_the_grace_nothing_is_attached_or_detached(filing):
    [upload] = put(filing, "scans", scan()).uploads
    late = filing.application.call.accepts_until + timedelta(seconds=1)
    with pytest.raises(Closed):
        put(filing, "scans", scan(text="late"), at=late)
    with pytest.raises(Closed):
        detach(upload, actor=upload.by, received_at=late)
    assert answer(filing) == [upload.pk]


def test_a_submitted_form_keeps_its_files(db):
    filing = submitted_application().filings.get()
    with pytest.raises(Closed):
        put(filing, "letter", scan())
    assert objects() == []


def test_a_detached_file_leaves_the_answer_and_keeps_its_object(filing):
    [first, second] = put(filing, "scans", scan(text="1"), scan(text="2")).uploads
    for _click in range(2):
        detach(first, actor=first.by, received_at=clock.now())
    assert answer(filing) == [second.pk]
    first.refresh_from_db()
    assert first.detached_at
    assert default_storage.exists(first.object_key)
    detach(second, actor=second.by, received_at=clock.now())
    assert answer(filing) is None


def test_a_detached_file_can_be_attached_again(filing):
    [upload] = put(filing, "scans", scan()).uploads
    detach(upload, actor=upload.by, received_at=clock.now())
    [again] = put(filing, "scans", scan()).uploads
    assert again.pk != upload.pk
    assert answer(filing) == [again.pk]


def test_when_the_transaction_fails_the_object_goes_too(filing):
    with (
        mock.patch("applications.actions.placing.store", side_effect=RuntimeError("database gone")),
        pytest.raises(RuntimeError),
    ):
        put(filing, "scans", scan())
    assert (objects(), Upload.objects.count()) == ([], 0)


def test_when_the_storage_is_away_the_person_is_told_and_nothing_is_half_done(filing, caplog):
    with (
        mock.patch.object(default_storage, "save", side_effect=[default_storage.save("x", scan()), OSError]),
        pytest.raises(Refused, match="in a few minutes"),
    ):
        put(filing, "scans", scan(text="1"), scan(text="2"))
    assert (answer(filing), Upload.objects.count()) == (None, 0)
    assert not default_storage.exists("x")
    assert "couldn't be stored" in caplog.text


def test_posted_files_go_to_the_questions_of_their_names(filing):
    save_answers(filing, {"scans": {"has_partner": ["no"]}}, actor=filing.application.created_by)
    posted = MultiValueDict(
        {
            "scans": [scan("good.pdf"), zoo.named("empty.pdf", b""), zoo.named("page.png", zoo.HTML)],
            "partner_letter": [scan("hidden.pdf")],
            "letter": [scan("another section.pdf")],
            "has_partner": [scan("no file question.pdf")],
        }
    )
    refused = attach_posted(filing, "scans", posted, actor=filing.application.created_by, received_at=clock.now())
    assert [upload.name for upload in Upload.objects.all()] == ["good.pdf"]
    assert [path for path, _sentence in refused] == ["scans", "partner_letter"]
    said = dict(refused)
    assert said["partner_letter"] == "“hidden.pdf”: No files can be attached here."
    assert said["scans"].startswith("“empty.pdf”: The file is empty")
    assert "“page.png”: This is not" in said["scans"]


def test_without_files_nothing_is_asked_of_the_database(filing, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert attach_posted(filing, "scans", MultiValueDict(), actor=account, received_at=clock.now()) == []


@pytest.mark.django_db(transaction=True)
def test_a_double_click_attaches_once(filing):
    barrier = threading.Barrier(2)

    def click():
        try:
            barrier.wait()
            put(filing, "scans", scan())
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _click in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answer(filing)) == len(objects()) == Upload.objects.count() == 1


def test_three_hundred_files_at_once_are_refused_in_a_sentence_of_five(filing):
    files = [scan(f"{number}.pdf", text=str(number)) for number in range(300)]
    with mock.patch("portal.lib.files.inspect", wraps=inspect) as inspected:
        done = put(filing, "scans", *files)
    assert (len(done.uploads), len(done.refused), inspected.call_count) == (2, 298, 2)
    assert done.sentence.count("Only 2 files fit here") == 5
    assert done.sentence.endswith("And 293 more files.")


def test_all_files_of_a_form_together_have_a_limit(filing, settings):
    settings.FILES_PER_FILING = len(zoo.pdf()) + 10
    put(filing, "letter", scan())
    [sentence] = put(filing, "scans", scan(text="2")).refused
    assert "All files of this form together may take" in sentence
    take_off = Upload.objects.get()
    detach(take_off, actor=take_off.by, received_at=clock.now())
    assert put(filing, "scans", scan(text="2")).uploads


@pytest.fixture
def shops(db):
    """A table of shops, in each a lease and the tables of its people with their papers."""
    paper = {"key": "paper", "kind": "file", "label": both("Қағаз", "Бумага"), "files": {"max": 2}}
    people = {"key": "people", "kind": "table", "label": both("Адамдар", "Люди"), "columns": [paper]}
    lease = {"key": "lease", "kind": "file", "label": both("Шарт", "Договор"), "sensitive": True}
    table = {
        "key": "shops",
        "kind": "table",
        "label": both("Дүкендер", "Магазины"),
        "rows": {"max": 5},
        "columns": [lease, people],
    }
    section = {"key": "shops", "title": both("Дүкендер", "Магазины"), "questions": [table]}
    sections = FORMS["application"]["sections"]
    forms = {"application": FORMS["application"] | {"sections": [*sections[:2], section, sections[2]]}}
    filing = draft(published_call(forms=forms)).filings.get()
    rows = {"shops/_rows": ["aaaa22", "bbbb33"], "shops/aaaa22/people/_rows": ["cccc44"]}
    press(filing, rows)
    return filing


def press(filing, rows, **options):
    """Any button but the one that saves: blank rows stay."""
    sheet = Sheet(rows, by_save_button=False, **options)
    save_section(filing, "shops", sheet, actor=filing.application.created_by, received_at=clock.now())


def test_files_stand_in_rows_at_any_depth(shops):
    [lease] = put(shops, "shops/aaaa22/lease", scan()).uploads
    [paper] = put(shops, "shops/aaaa22/people/cccc44/paper", scan()).uploads
    [row, other] = answer(shops, "shops", "shops")
    assert (row["lease"], row["people"][0]["paper"], other.get("lease")) == ([lease.pk], [paper.pk], None)
    assert (lease.path, paper.section_key) == ("shops/aaaa22/lease", "shops")
    detach(paper, actor=paper.by, received_at=clock.now())
    assert "paper" not in answer(shops, "shops", "shops")[0]["people"][0]
    stored = FilingSection.objects.get(filing=shops, key="shops").values
    assert "_sealed" in stored["shops"][0]["lease"]


@pytest.mark.parametrize(
    "path", ["shops/zzzz99/lease", "shops/aaaa22", "shops", "shops/aaaa22/people", "shops/aaaa22/x"]
)
def test_a_row_that_is_not_there_takes_no_files(shops, path):
    with pytest.raises(Refused):
        put(shops, path, scan())


def test_files_go_with_the_row_that_held_them_and_are_not_copied(shops):
    [lease] = put(shops, "shops/aaaa22/lease", scan()).uploads
    [paper] = put(shops, "shops/aaaa22/people/cccc44/paper", scan()).uploads
    [kept] = put(shops, "shops/bbbb33/lease", scan()).uploads
    rows = {"shops/_rows": ["aaaa22", "bbbb33"]}
    press(shops, rows, change=Change("copy", "shops/aaaa22", "dddd55"))
    assert [row.get("lease") for row in answer(shops, "shops", "shops")] == [[lease.pk], None, [kept.pk]]
    press(shops, {"shops/_rows": ["bbbb33"]})
    assert {upload.pk for upload in Upload.objects.filter(detached_at=None)} == {kept.pk}
    assert {lease.pk, paper.pk} == {upload.pk for upload in Upload.objects.exclude(detached_at=None)}


def test_a_row_with_nothing_but_a_file_is_made_for_it(shops):
    posted = MultiValueDict({"shops/eeee66/lease": [scan()], "shops/not a row/lease": [scan()]})
    refused = attach_posted(shops, "shops", posted, actor=shops.application.created_by, received_at=clock.now())
    assert refused == []
    assert answer(shops, "shops", "shops")[-1]["lease"] == [Upload.objects.get().pk]


def test_a_row_that_a_fixed_table_does_not_have_is_not_made_for_a_file(db):
    years = {
        "key": "years",
        "kind": "fixed_table",
        "label": both("Жылдар", "Годы"),
        "rows": [{"key": "first", "label": both("Бірінші", "Первый")}],
        "columns": [{"key": "paper", "kind": "file", "label": both("Қағаз", "Бумага")}],
    }
    section = {"key": "years", "title": both("Жылдар", "Годы"), "questions": [years]}
    sections = FORMS["application"]["sections"]
    forms = {"application": FORMS["application"] | {"sections": [sections[0], section, sections[2]]}}
    filing = draft(published_call(forms=forms)).filings.get()
    posted = MultiValueDict({"years/second/paper": [scan()], "years/first/paper": [scan()]})
    [(path, _why)] = attach_posted(
        filing, "years", posted, actor=filing.application.created_by, received_at=clock.now()
    )
    assert (path, [upload.path for upload in Upload.objects.all()]) == ("years/second/paper", ["years/first/paper"])
