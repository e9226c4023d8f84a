import pytest
from django.template.loader import render_to_string
from django.utils import translation

from accounts.actions.organizations import create_organization
from applications.actions.deciding import publish_results
from applications.models import FilingSection, Verdict
from applications.origins import said_of
from portal.journal.models import Event
from portal.lib import clock
from tests.factories import decided, submitted_application

pytestmark = pytest.mark.django_db
SENSITIVE = ["N12345678", "Сәуле Өмірзақова"]


def text_of(client, address, language="kk"):
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == 200
    return response.content.decode()


def test_the_submitted_answers_are_read_in_the_language_of_the_page(desk, address):
    kazakh, russian = text_of(desk, address()), text_of(desk, address(), "ru")
    for page in (kazakh, russian):
        for answer in ("«Көңіл» қоры", "Ноутбук", "450\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}₸", *SENSITIVE):
            assert answer in page
    assert "Ұйым атауы" in kazakh
    assert "Название организации" in russian


def test_what_the_draft_says_now_does_not_matter(desk, address, case):
    FilingSection.objects.filter(key="applicant").update(values={"legal_name": "Басқа қор"})
    page = text_of(desk, address())
    assert "«Көңіл» қоры" in page
    assert "Басқа қор" not in page


def test_facts_of_the_case_are_shown(desk, address, case):
    snapshot = case.filings.get().snapshots.get()
    page = text_of(desk, address())
    for fact in (case.number, case.created_by.email, case.applicant_person.full_name, case.call.title, snapshot.sha256):
        assert fact in page


def test_what_its_editor_says_of_an_applying_organization_is_called_unverified(case):
    facts = {"application": case, "call": case.call}
    with translation.override(None):
        assert "not verified" not in render_to_string("casework/facts.html", facts)
        case.applicant_org = create_organization(
            title_kk="«Сәуле» ЖШС", title_ru="", bin_number="180340020002", actor=case.created_by
        )
        case.applicant_person = None
        page = render_to_string("casework/facts.html", facts)
        origin = said_of({"source": "organization.bin"})
    assert "180340020002" in page
    assert "stated by its editor, not verified" in page
    assert origin == "Stated by an editor of your organization, not verified"


@pytest.mark.parametrize("who", ["owner", "operator", "superuser"])
def test_casework_reads_sensitive_answers(sign_in, request, address, who):
    page = text_of(sign_in(request.getfixturevalue(who)), address())
    assert all(answer in page for answer in SENSITIVE)


def test_a_viewer_does_not(sign_in, viewer, address):
    page = text_of(sign_in(viewer), address())
    assert "«Көңіл» қоры" in page
    assert not any(answer in page for answer in SENSITIVE)


def test_a_viewer_is_not_even_told_whether_there_is_an_answer(sign_in, viewer, call):
    filled, empty = (
        submitted_application(call, answers={"applicant": {"legal_name": ["Дала"], "passport": [passport]}})
        for passport in ("N12345678", "")
    )
    shown = [
        dict(sign_in(viewer).get(f"/admin/cases/{case.number}/").context["dossier"].sections[0][1][1].__dict__)
        for case in (filled, empty)
    ]
    assert shown[0] == shown[1]


def test_every_reading_is_recorded(sign_in, operator, superuser, address, case):
    for reader, role in ((operator, "operator"), (superuser, "technician")):
        sign_in(reader).get(address())
        event = Event.objects.filter(kind="dossier.read").latest("pk")
        assert (event.actor_id, event.role, event.application_id) == (reader.pk, role, case.pk)
    assert Event.objects.filter(kind="dossier.read").count() == 2


def test_who_was_refused_has_not_read(sign_in, outsider, reviewer, address):
    for stranger in (outsider, reviewer):
        assert sign_in(stranger).get(address()).status_code in {403, 404}
    assert not Event.objects.filter(kind="dossier.read").exists()


def test_the_history_names_who_did_what(desk, manager, address, case, run):
    decided(run, by=manager)
    history = desk.get(address()).context["history"]
    assert [entry.actor for entry in history.changes] == [
        case.applicant_person.full_name,
        case.applicant_person.full_name,
        "",
        manager.full_name,
    ]
    assert all(entry.text for entry in history.changes)
    assert [entry.actor for entry in history.readings] == [manager.full_name]


def test_decisions_stand_with_their_state(desk, address, run):
    decided(run, verdict=Verdict.REFUSE, reason="Бірінші пікір")
    decided(run, verdict=Verdict.RESERVE, reason="Екінші пікір")
    context = desk.get(address()).context
    assert [decision.reason for decision in context["decisions"]] == ["Екінші пікір", "Бірінші пікір"]
    assert context["pending"].reason == "Екінші пікір"
    publish_results([context["pending"]], actor=None, at=clock.now())
    assert desk.get(address()).context["pending"] is None


def test_a_pending_decision_is_never_shown_to_the_applicant(sign_in, applicant, case, run):
    decision = decided(run, verdict=Verdict.REFUSE, reason="Құпия пікір")
    client, addresses = sign_in(applicant), ["/kk/applications/", f"/kk/applications/{case.number}/"]
    before = [client.get(address).content.decode() for address in addresses]
    assert not any("Құпия пікір" in page for page in before)
    decided(run, verdict=Verdict.AWARD, reason="Тағы да құпия")
    after = [client.get(address).content.decode() for address in addresses]
    assert not any("құпия" in page.lower() for page in after)
    assert [page.count("<li") for page in before] == [page.count("<li") for page in after]
    publish_results([run.decisions.pending().get()], actor=None, at=clock.now())
    page = client.get(addresses[1]).content.decode()
    assert "Тағы да құпия" in page
    assert decision.reason not in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_dossier_costs_the_same_however_long_its_history(desk, address, run, count, django_assert_max_num_queries):
    for _time in range(count):
        decided(run, verdict=Verdict.REFUSE)
        decided(run)
        desk.get(address())
    with django_assert_max_num_queries(10):
        desk.get(address())
