"""What a form is filled in amid: other forms of the case, who applies, the call."""

from datetime import date

import pytest

from applications.actions.submission import state_digest, submit
from applications.models import Filing, FilingState
from applications.queries import filled_form
from applications.surroundings import context_of
from portal.lib import clock
from programs.definition.surroundings import SURROUNDINGS
from tests.factories import ANSWERS, FORMS, account, both, draft, published_call, save_answers

pytestmark = pytest.mark.django_db

FACTS = {
    "key": "facts",
    "kind": "fixed_table",
    "label": both("Нәтижелер", "Результаты"),
    "rows_from": "application.items",
    "columns": [{"key": "fact", "kind": "integer", "label": both("Нақты", "Факт"), "required": True}],
}
SEEN = {
    "late": 'call.closes < timestamp("2000-01-01T00:00:00Z")',
    "mine": 'applicant.full_name == "Айгерім Сапарова"',
    "rich": "application.total > 100.0",
    "soon": 'today > timestamp("2020-01-01T00:00:00Z")',
}


@pytest.fixture
def report():
    """A second form of a case whose application was submitted."""
    questions = [{"key": key, "kind": "text", "label": both(key, key), "show_if": rule} for key, rule in SEEN.items()]
    sections = [
        {"key": "report", "title": both("Есеп", "Отчёт"), "questions": [FACTS, *questions]},
        {"key": "end", "title": both("Растау", "Подтверждение"), "summary": True},
    ]
    application = draft(published_call(forms=FORMS | {"report": {"sections": sections}}), account())
    filing = application.filings.get()
    save_answers(filing, ANSWERS, actor=application.created_by)
    seen = state_digest(filled_form(filing))
    submit(filing, actor=application.created_by, received_at=clock.now(), seen=seen, language="kk")
    return Filing.objects.create(application=application, purpose="report", form_key="report", edition=filing.edition)


def test_rows_come_from_the_form_that_was_accepted(report):
    assert filled_form(report).answers_of("report").values == {}
    Filing.objects.filter(form_key="application").update(state=FilingState.ACCEPTED)
    rows = filled_form(report).answers_of("report").values["facts"]
    assert rows == [{"_id": "aaaa22", "_label": "Ноутбук"}, {"_id": "bbbb33", "_label": "Жол шығыны"}]


def test_rules_read_the_case_around_the_form(report):
    filled = filled_form(report)
    assert filled.evaluation().hidden == {"late"}
    context = filled.context
    assert context.application["total"] == 450099.5
    assert context.applicant["full_name"] == "Айгерім Сапарова"
    assert isinstance(context.today, date)


def test_what_no_rule_reads_is_not_looked_up(django_assert_num_queries):
    filing = draft().filings.select_related("application__call").get()
    filled = filled_form(filing)
    _ = filled.form
    with django_assert_num_queries(0):
        assert filled.context.application == {}


def test_what_rules_may_name_is_there(report):
    """Of an organization that applies, its own; publication knows no other keys."""
    case = report.application
    found = context_of(case, filled_form(report).form).roots()
    assert SURROUNDINGS["applicant"].keys() <= found["applicant"].keys()
    assert SURROUNDINGS["call"].keys() <= found["call"].keys()
    case.applicant_person, case.applicant_org = None, case.call.program.organization
    plain = report.edition.definition["forms"]["application"]
    rule = {"key": "org", "kind": "text", "label": both("Ұ", "О"), "show_if": "has(organization.slug)"}
    section = {"key": "s", "title": both("Ә", "Ф"), "questions": [rule]}
    form = type(filled_form(report).form).model_validate(plain | {"sections": [section]})
    assert SURROUNDINGS["organization"].keys() <= context_of(case, form).roots()["organization"].keys()
