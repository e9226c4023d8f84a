"""A new case with the answers of an earlier one."""

import copy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.actions.attaching import attach
from applications.actions.drafting import Beginning, start
from applications.actions.sweeping import GRACE, sweep_files
from applications.completeness import Progress, progress_of
from applications.earlier import calls_for, earlier_for
from applications.models import FilingSection, Upload, UploadState
from applications.queries import filled_form
from applications.sealing import asides_revealed
from applications.uploads import objects
from portal.journal.models import Event
from portal.lib import clock
from programs.models import Call, Program
from tests import zoo
from tests.factories import (
    ANSWERS,
    FORMS,
    account,
    both,
    draft,
    published_call,
    save_answers,
    submitted_application,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def begun_with(earlier, call=None, user=None, ordinal=1):
    return start(
        call or published_call(),
        actor=user or earlier.created_by,
        ordinal=ordinal,
        language="kk",
        beginning=Beginning(earlier=earlier),
    )


def attached(application, name="letter.pdf", path="letter"):
    filing = application.filings.get()
    attach(filing, path, [zoo.named(name, zoo.pdf())], actor=application.created_by, received_at=clock.now())
    return filing.uploads.get()


def changed(change):
    """Another form: `change` gets the sections by key."""
    form = copy.deepcopy(FORMS["application"])
    change({section["key"]: section for section in form["sections"]})
    return {"application": form}


def sections(application):
    return filled_form(application.filings.get()).answers


def test_answers_are_copied_but_for_consents():
    earlier = submitted_application()
    case = begun_with(earlier)
    before, after = sections(earlier), sections(case)
    assert after["applicant"].values == before["applicant"].values
    assert after["budget"].values == before["budget"].values
    assert before["confirm"].values == {"truth": True}
    assert "truth" not in after.get("confirm", before["applicant"]).values


def test_sensitive_answers_are_sealed_with_the_new_cases_key():
    case = begun_with(submitted_application())
    row = FilingSection.objects.get(filing__application=case, key="applicant")
    assert "N12345678" not in str(row.values)
    assert sections(case)["applicant"].values["passport"] == "N12345678"


def test_copied_sections_are_begun_and_have_to_be_looked_at():
    filled = filled_form(begun_with(submitted_application()).filings.get())
    states = [progress_of(filled, section) for section in filled.form.sections]
    assert states == [Progress.STARTED, Progress.LOCKED, Progress.LOCKED]


def test_event_tells_which_one_was_copied():
    earlier = submitted_application()
    case = begun_with(earlier)
    assert Event.objects.get(kind="application.copied", application_id=case.pk).data == {"earlier": earlier.number}


def test_what_was_typed_and_is_no_answer_is_copied_as_typed():
    earlier = draft()
    save_answers(
        earlier.filings.get(),
        {"budget": {"items/_rows": ["aaaa22"], "items/aaaa22/price": ["көп"]}},
        actor=earlier.created_by,
    )
    assert sections(begun_with(earlier))["budget"].unparsed == {"items/aaaa22/price": "көп"}


def test_what_no_question_takes_is_set_aside_with_its_label():
    def change(section):
        section["applicant"]["questions"][0]["key"] = "other_name"

    case = begun_with(submitted_application(), published_call(forms=changed(change)))
    filled = filled_form(case.filings.get())
    (entry,) = asides_revealed(filled.rows["applicant"].set_aside, filled.seal).values()
    assert (entry["label"]["kk"], entry["text"]["kk"]) == ("Ұйым атауы", ANSWERS["applicant"]["legal_name"][0])


def test_sensitive_answer_is_sealed_aside_where_the_other_form_lets_more_people_read_it():
    def change(section):
        section["applicant"]["questions"][1]["sensitive"] = False

    case = begun_with(submitted_application(), published_call(forms=changed(change)))
    filled = filled_form(case.filings.get())
    row = filled.rows["applicant"]
    assert "N12345678" not in str([row.values, row.unparsed, row.set_aside])
    (entry,) = asides_revealed(row.set_aside, filled.seal).values()
    assert (entry["path"], entry["text"]["kk"]) == ("passport", "N12345678")


def test_locked_answer_is_not_copied():
    def change(section):
        section["applicant"]["questions"][0] |= {"prefill": "person.full_name", "locked": True}

    earlier = submitted_application(user=account("Айгерім Сапарова"))
    case = begun_with(earlier, published_call(forms=changed(change)))
    assert sections(case)["applicant"].values["legal_name"] == "Айгерім Сапарова"


def test_second_click_copies_nothing_more():
    earlier, call = submitted_application(), published_call()
    first = begun_with(earlier, call)
    save_answers(first.filings.get(), {"applicant": {"legal_name": ["Жаңа"]}}, actor=earlier.created_by)
    assert begun_with(earlier, call) == first
    assert sections(first)["applicant"].values["legal_name"] == "Жаңа"


class TestFiles:
    def test_file_is_attached_to_the_new_case_with_the_same_digest_and_checked_anew(self):
        earlier = draft()
        upload = attached(earlier)
        Upload.objects.update(state=UploadState.CLEAN)
        case = begun_with(earlier)
        copied = Upload.objects.get(filing__application=case)
        assert (copied.sha256, copied.name, copied.path) == (upload.sha256, "letter.pdf", "letter")
        assert copied.state == UploadState.RECEIVED
        assert sections(case)["budget"].values["letter"] == [copied.pk]

    def test_it_is_readable_with_its_own_key_when_the_earlier_one_is_swept(self):
        """Each case has its own object: neither's file depends on the other's."""
        earlier = draft()
        upload = attached(earlier)
        case = begun_with(earlier)
        Upload.objects.filter(pk=upload.pk).update(detached_at=clock.now() - 2 * GRACE)
        assert sweep_files(clock.now()).detached == [upload.pk]
        copied = Upload.objects.get()
        with objects.open_sealed(case, copied.object_key) as content:
            assert content.read() == zoo.pdf()

    def test_refused_file_stays_behind(self):
        earlier = draft()
        attached(earlier)
        Upload.objects.update(state=UploadState.REFUSED)
        case = begun_with(earlier)
        assert not Upload.objects.filter(filing__application=case).exists()

    def test_file_that_the_question_no_longer_takes_is_named_beside_the_section(self):
        def change(section):
            section["budget"]["questions"][2]["accept"] = ["png"]

        earlier = draft()
        attached(earlier)
        case = begun_with(earlier, published_call(forms=changed(change)))
        filled = filled_form(case.filings.get())
        (entry,) = asides_revealed(filled.rows["budget"].set_aside, filled.seal).values()
        assert (entry["text"]["ru"], entry["uploads"]) == ("letter.pdf", [])
        assert not Upload.objects.filter(filing__application=case).exists()

    def test_its_name_is_sealed_where_the_table_around_it_is_sensitive(self):
        def scans(accept, *, sensitive):
            def change(section):
                table, total = section["budget"]["questions"][:2]
                scan = {"key": "scan", "kind": "file", "label": both("Чек", "Чек"), "accept": [accept]}
                table["columns"].append(scan)
                table["sensitive"] = total["sensitive"] = sensitive
                total["listed"] = not sensitive

            return published_call(forms=changed(change))

        earlier = draft(scans("pdf", sensitive=False))
        save_answers(earlier.filings.get(), {"budget": ANSWERS["budget"]}, actor=earlier.created_by)
        attached(earlier, "сапарова.pdf", "items/aaaa22/scan")
        filled = filled_form(begun_with(earlier, scans("png", sensitive=True)).filings.get())
        stored = filled.rows["budget"].set_aside
        assert "сапарова" not in str(stored)
        assert [entry["text"]["kk"] for entry in asides_revealed(stored, filled.seal).values()] == ["сапарова.pdf"]

    def test_nothing_stays_in_the_storage_when_copying_fails(self, monkeypatch):
        earlier = draft()
        attached(earlier)
        before = {key for key, _at in objects.stored()}

        def fail(*_about, **_details):
            raise RuntimeError("the disk is full")

        monkeypatch.setattr(Upload.objects, "create", fail)
        with pytest.raises(RuntimeError):
            begun_with(earlier)
        assert {key for key, _at in objects.stored()} == before


class TestOffered:
    def test_own_cases_of_the_same_tree_or_with_a_form_alike(self):
        user = account()
        alike, other_people = submitted_application(user=user), submitted_application()
        call = published_call()
        assert earlier_for(user, call) == [alike]
        assert other_people not in earlier_for(user, call)

    def test_form_of_another_kind_is_not_offered(self):
        user = account()
        submitted_application(user=user)

        def change(section):
            for one in section.values():
                for question in one["questions"]:
                    question["key"] = f"new_{question['key']}"
            section["budget"]["questions"][1]["value"] = 'total(answers.new_items, "price")'

        assert earlier_for(user, published_call(forms=changed(change))) == []

    def test_calls_it_can_be_copied_into_are_open_ones_of_the_organization(self):
        earlier = submitted_application()
        open_call = published_call()
        published_call(organization="orman")
        assert calls_for(earlier, clock.now()) == [open_call]
        assert calls_for(earlier, open_call.closes_at) == []

    def test_more_cases_take_no_more_queries(self):
        user, root = account(), published_call(organization="orman").program
        counts = []
        for _more in range(2):
            call = submitted_application(published_call(), user).call
            Program.objects.exclude(pk=root.pk).update(parent=root)
            for _editions_are_read_once in range(2):
                with CaptureQueriesContext(connection) as queries:
                    assert earlier_for(user, Call.objects.select_related("program__parent").get(pk=call.pk))
            counts.append(len(queries))
        assert counts[0] == counts[1]
