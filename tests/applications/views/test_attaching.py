"""A script sends files one by one, by the address and the rules of the form; what else is on the page stays."""

import pytest

from applications.actions.attaching import attach
from applications.models import FilingSection, Upload
from applications.queries import filled_form
from portal.lib import clock
from tests import zoo
from tests.factories import draft, published_call, save_answers
from tests.vetting import let_through

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def filing(applicant):
    filing = draft(published_call(), applicant).filings.get()
    save_answers(filing, {"applicant": {"legal_name": ["«Көңіл» қоры"]}}, actor=applicant)
    return filing


@pytest.fixture
def client(sign_in, applicant):
    return sign_in(applicant)


def at(filing, section="budget"):
    return f"/kk/applications/{filing.application.number}/application/{section}/"


def send(client, filing, *files, question="letter", revision=0, section="budget", **fields):
    data = {"_attach": question, "_revision": revision, question: files} | fields
    return client.post(at(filing, section), data, headers=JSON)


def scan(name="Хат.pdf", text=""):
    return zoo.named(name, zoo.pdf(text=text))


def row(filing):
    return FilingSection.objects.get(filing=filing, key="budget")


def test_a_file_arrives_and_the_list_comes_back(client, filing):
    answer = send(client, filing, scan()).json()
    assert "Хат.pdf" in answer["list"]
    assert f'value="{Upload.objects.get().pk}"' in answer["list"]
    assert (answer["is_full"], answer["error"], answer["revision"]) == (True, "", row(filing).revision)
    assert row(filing).saved_at is None


def test_what_is_refused_is_said_and_the_list_stays(client, filing):
    send(client, filing, scan())
    answer = send(client, filing, zoo.named("бағдарлама.pdf", zoo.EXE)).json()
    assert "бағдарлама.pdf" in answer["error"]
    assert "Хат.pdf" in answer["list"]


def test_other_answers_are_left_alone(client, filing):
    save_answers(
        filing,
        {"budget": {"items/_rows": ["aaaa22"], "items/aaaa22/name": ["Ноутбук"]}},
        actor=filing.application.created_by,
    )
    send(client, filing, scan(), **{"items/_rows": ["bbbb33"]})
    [item] = filled_form(filing).answers_of("budget").values["items"]
    assert item["name"] == "Ноутбук"


def test_the_page_goes_on_with_the_new_revision_unless_somebody_typed_elsewhere(client, filing):
    first = send(client, filing, scan()).json()["revision"]
    answer = send(client, filing, scan(text="2"), question="identity", revision=first).json()
    assert answer["revision"] == first + 1
    save_answers(
        filing,
        {"budget": {"items/_rows": ["aaaa22"], "items/aaaa22/name": ["Ноутбук"]}},
        actor=filing.application.created_by,
    )
    late = client.post(
        at(filing), {"_detach": Upload.objects.first().pk, "_revision": answer["revision"]}, headers=JSON
    )
    assert late.json()["revision"] == answer["revision"]


def test_a_file_is_taken_off(client, filing):
    send(client, filing, scan())
    answer = client.post(at(filing), {"_detach": Upload.objects.get().pk, "_revision": 1}, headers=JSON).json()
    assert (answer["list"].strip(), answer["is_full"]) == ("", False)


def test_how_things_stand_is_told_without_changing_anything(client, filing):
    send(client, filing, scan())
    before = client.get(f"{at(filing)}?_files=letter&_revision=1", headers=JSON).json()
    assert "data-checking" in before["list"]
    let_through()
    after = client.get(f"{at(filing)}?_files=letter&_revision=1", headers=JSON).json()
    assert "data-checking" not in after["list"]
    assert f"/files/{Upload.objects.get().pk}/" in after["list"]
    assert row(filing).revision == 1


@pytest.mark.parametrize("question", ["items", "legal_name", "nothing", "items/aaaa22/name", "", "../x"])
def test_where_no_files_belong_nothing_is_answered(client, filing, question):
    assert client.post(at(filing), {"_attach": question}, headers=JSON).status_code == 404
    assert client.get(f"{at(filing)}?_files={question}", headers=JSON).status_code == 404


def test_a_question_of_another_section_is_not_found(client, filing):
    assert send(client, filing, scan(), section="applicant").status_code == 404
    assert not Upload.objects.exists()


def test_strangers_and_visitors_get_nothing(filing, sign_in, other_applicant):
    assert send(sign_in(other_applicant), filing, scan()).status_code == 404
    assert send(sign_in(), filing, scan()).status_code == 403
    assert not Upload.objects.exists()


def test_files_of_another_case_are_not_taken_off(client, filing, other_applicant):
    other = draft(published_call(), other_applicant).filings.get()
    [upload] = attach(other, "letter", [scan()], actor=other_applicant, received_at=clock.now()).uploads
    assert client.post(at(filing), {"_detach": upload.pk}, headers=JSON).status_code == 404
    upload.refresh_from_db()
    assert upload.detached_at is None


def test_the_form_says_its_limits_beforehand(client, filing, settings):
    page = client.get(at(filing)).content.decode()
    assert 'data-limit="10485760"' in page
    assert "js/files.js" in page
    assert "300" not in page
    settings.FILES_PER_FILING = 5 * 2**20
    assert client.get(at(filing)).context["filing_limit"] == "5 МБ"
