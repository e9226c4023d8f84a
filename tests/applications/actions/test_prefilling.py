"""First answers and where they come from."""

import pytest

from accounts.actions.organizations import create_organization
from applications.actions.carrying import bring_up_to_date
from applications.actions.drafting import Beginning, start
from applications.actions.earlier_pages import save_from_earlier
from applications.actions.saving import Sheet
from applications.actions.submission import state_digest, submit
from applications.completeness import Progress, progress_of
from applications.models import Filing, FilingSection
from applications.queries import filled_form
from applications.snapshots import open_snapshot
from portal.lib import clock
from programs.definition.document import ProgramFile
from programs.loading import load
from programs.models import Call, CallDraft
from programs.publishing import publish
from tests.factories import (
    ANSWERS,
    FORMS,
    account,
    both,
    program_file,
    published_call,
    save_answers,
    submitted_application,
)

pytestmark = pytest.mark.django_db


def question(key, prefill, kind="text", **settings):
    return {"key": key, "kind": kind, "label": both(key, key), "prefill": prefill} | settings


def call_with(*questions, organization="birlik", **call):
    sections = [
        {"key": "about", "title": both("Мәлімет", "Сведения"), "questions": list(questions)},
        {"key": "confirm", "summary": True, "title": both("Растау", "Подтверждение")},
    ]
    return published_call(organization=organization, forms={"application": {"sections": sections}}, **call)


def begun(call, user, **how):
    return start(call, actor=user, ordinal=1, language="kk", **how).filings.get()


def stored(filing):
    row = FilingSection.objects.get(filing=filing, key="about")
    return filled_form(filing).answers_of("about").values, row.origins


def test_profile_gives_the_first_answers():
    user = account("Айгерім Сапарова")
    call = call_with(question("name", "person.full_name"), question("mail", "person.email", "email"))
    values, origins = stored(begun(call, user))
    assert values == {"name": "Айгерім Сапарова", "mail": user.email}
    assert origins == {"name": {"source": "person.full_name"}, "mail": {"source": "person.email"}}


def test_organization_gives_its_own_and_nothing_to_a_person():
    user = account()
    organization = create_organization(title_kk="«Сәуле» ЖШС", title_ru="", bin_number="180340020002", actor=user)
    call = call_with(
        question("title", "organization.title"),
        question("bin", "organization.bin", "bin"),
        applicants={"kinds": ["person", "organization"]},
    )
    values, _origins = stored(begun(call, user, organization=organization))
    assert values == {"title": "«Сәуле» ЖШС", "bin": "180340020002"}
    assert stored(begun(call, user)) == ({}, {})


def test_what_is_no_answer_to_the_question_is_left_out():
    user = account("Айгерім Сапарова")
    call = call_with(question("name", "person.full_name", max=5), question("age", "person.email", "integer"))
    assert stored(begun(call, user)) == ({}, {})


def test_last_application_to_the_same_organization_gives_what_was_answered_there():
    user = account()
    earlier = submitted_application(published_call(), user)
    submitted_application(published_call(organization="orman"), user, answers={"applicant": {"legal_name": ["Орман"]}})
    call = call_with(question("name", "earlier.legal_name"), question("secret", "earlier.passport", sensitive=True))
    filing = begun(call, user)
    values, origins = stored(filing)
    assert values == {"name": "«Көңіл» қоры", "secret": "N12345678"}
    assert origins["name"] == {"source": "earlier.legal_name", "number": earlier.number}
    assert "N12345678" not in str(FilingSection.objects.get(filing=filing).values)


def test_earlier_table_or_sensitive_answer_is_no_first_answer_to_an_open_question():
    user = account()
    submitted_application(published_call(), user)
    call = call_with(question("text", "earlier.items"), question("open", "earlier.passport"))
    assert stored(begun(call, user)) == ({}, {})


def test_somebody_elses_application_gives_nothing():
    submitted_application(published_call(), account())
    assert stored(begun(call_with(question("name", "earlier.legal_name")), account())) == ({}, {})


def test_what_was_answered_about_eligibility_goes_on():
    eligibility = {
        "form": "check",
        "requirements": [
            {"key": "old", "rule": "answers.age >= 18.0", "met": both("Иә", "Да"), "not_met": both("Ж", "Н")}
        ],
    }
    age = {"key": "age", "kind": "integer", "label": both("Жасы", "Возраст")}
    forms = {
        "application": {
            "sections": [
                {
                    "key": "about",
                    "title": both("Мәлімет", "Сведения"),
                    "questions": [question("years", "eligibility.age", "integer")],
                },
                {"key": "confirm", "summary": True, "title": both("Растау", "Подтверждение")},
            ]
        },
        "check": {
            "sections": [
                {"key": "main", "title": both("Талаптар", "Требования"), "questions": [age]},
            ]
        },
    }
    file = program_file(forms=forms).model_dump(mode="json", by_alias=True) | {"eligibility": eligibility}
    call = Call.objects.get(pk=load(ProgramFile.model_validate(file), publish=True).call.pk)
    filing = begun(call, account(), beginning=Beginning(eligibility={"age": 21, "unknown": 1}))
    assert stored(filing) == ({"years": 21}, {"years": {"source": "eligibility.age"}})


def test_untouched_section_counts_as_not_begun_and_is_saved_from_revision_0():
    call = call_with(question("name", "person.full_name"), question("city", ""))
    filing = begun(call, account())
    filled = filled_form(filing)
    assert progress_of(filled, filled.form.by_key["about"]) == Progress.EMPTY
    save_answers(filing, {"about": {"city": ["Семей"]}}, actor=account())
    filled = filled_form(filing)
    assert progress_of(filled, filled.form.by_key["about"]) == Progress.COMPLETE


def test_answer_that_was_changed_came_from_nowhere():
    call = call_with(question("name", "person.full_name"), question("mail", "person.email"))
    filing = begun(call, account())
    save_answers(filing, {"about": {"name": ["Басқа"]}}, actor=account())
    assert list(stored(filing)[1]) == ["mail"]


def test_nothing_is_replaced_that_was_copied():
    user = account("Айгерім Сапарова")
    earlier = submitted_application(published_call(), user)
    forms = {"application": FORMS["application"] | {"sections": _prefilled_sections()}}
    call = published_call(forms=forms)
    filing = begun(call, user, beginning=Beginning(earlier=earlier))
    row = filing.sections.get(key="applicant")
    assert row.values["legal_name"] == ANSWERS["applicant"]["legal_name"][0]
    assert row.origins == {}


def _prefilled_sections():
    first, *others = FORMS["application"]["sections"]
    name, *rest = first["questions"]
    return [first | {"questions": [name | {"prefill": "person.full_name"}, *rest]}, *others]


def test_locked_answer_is_not_read_from_a_form_while_it_stands_as_found():
    call = call_with(
        question("name", "person.full_name", locked=True), question("bin", "organization.bin", locked=True)
    )
    filing = begun(call, account("Айгерім Сапарова"))
    for typed in ("1", "2"):
        save_answers(filing, {"about": {"name": ["Басқа"], "bin": [typed]}}, actor=account())
    values, origins = stored(filing)
    assert values == {"name": "Айгерім Сапарова", "bin": "2"}
    assert list(origins) == ["name"]


def test_locked_answer_is_not_read_from_a_page_of_an_earlier_edition_either():
    call, user = call_with(question("name", "person.full_name", locked=True)), account("Айгерім Сапарова")
    filing = begun(call, user)
    made = Sheet({"name": ["Басқа"]}, 0, edition=filing.edition_id)
    next_edition(call, question("city", ""))
    save_from_earlier(carried(filing), "about", made, actor=user, received_at=clock.now())
    assert stored(filing) == ({"name": "Айгерім Сапарова"}, {"name": {"source": "person.full_name"}})


def next_edition(call, *questions):
    working = CallDraft.objects.get(call=call)
    working.definition["forms"]["application"]["sections"][0]["questions"] += questions
    working.save()
    publish(call, actor=None)


def carried(filing):
    return bring_up_to_date(Filing.objects.get(pk=filing.pk), received_at=clock.now())


def test_section_that_comes_with_a_later_edition_is_filled_too_and_one_that_was_saved_is_left_alone():
    call, user = call_with(question("name", "")), account("Айгерім Сапарова")
    filing = begun(call, user)
    save_answers(filing, {"about": {"name": ["Көңіл"]}}, actor=user)
    working = CallDraft.objects.get(call=call)
    about, confirm = working.definition["forms"]["application"]["sections"]
    about["questions"].append(question("again", "person.full_name"))
    more = {"key": "more", "title": both("Тағы", "Ещё"), "questions": [question("mail", "person.email")]}
    working.definition["forms"]["application"]["sections"] = [about, more, confirm]
    working.save()
    publish(call, actor=None)
    filing = bring_up_to_date(Filing.objects.get(pk=filing.pk), received_at=clock.now())
    assert filled_form(filing).answers_of("more").values == {"mail": user.email}
    assert stored(filing)[0] == {"name": "Көңіл"}


def test_snapshot_keeps_where_answers_came_from():
    call = call_with(question("name", "person.full_name"), question("city", ""))
    application = start(call, actor=account(), ordinal=1, language="kk")
    filing = application.filings.get()
    save_answers(filing, {"about": {"city": ["Семей"]}}, actor=application.created_by)
    seen = state_digest(filled_form(filing))
    snapshot = submit(filing, actor=application.created_by, received_at=clock.now(), seen=seen, language="kk")
    plain = open_snapshot(snapshot).plain
    assert plain["origins"] == {"name": {"source": "person.full_name"}}
