"""What a form is filled in amid: what its rules may read besides its own answers, and rows from other forms.

Only what a form asks for is looked up.
"""

from typing import Any

from django.utils import timezone

from applications.models import Application
from applications.snapshots import accepted, submitted
from portal.lib import clock
from programs.definition.form import Form
from programs.evaluation import RuleContext
from programs.fixed_rows import Given, rows_taken_from

APPLICATION = "application"  # the form that `application.key` reads


def context_of(application: Application, form: Form) -> RuleContext:
    roots = form.roots
    return RuleContext(
        application=_last_application(application) if "application" in roots else {},
        applicant=_applicant(application) if "applicant" in roots else {},
        organization=_organization(application) if "organization" in roots else {},
        call=_call(application) if "call" in roots else {},
        today=timezone.localtime(clock.now(), application.call.zone).date(),
    )


def _last_application(application: Application) -> dict[str, Any]:
    found = submitted(application, APPLICATION)
    if found is None:
        return {}
    values = found.answers.values
    return {
        key: question.type.for_rules(question, values[key])
        for key, question in found.form.questions.items()
        if values.get(key) is not None
    }


def _applicant(application: Application) -> dict[str, Any]:
    person = application.applicant_person
    return {"full_name": person.full_name} if person else {}


def _organization(application: Application) -> dict[str, Any]:
    """The one that applies."""
    applying = application.applicant_org
    return {"slug": applying.slug} if applying else {}


def _call(application: Application) -> dict[str, Any]:
    call = application.call
    return {"slug": call.slug, "opens": call.opens_at, "closes": call.closes_at}


def rows_from_elsewhere(application: Application, form: Form) -> Given:
    """For tables with `rows_from`: the rows of the other form as it was accepted last; none while it wasn't."""
    found: dict[str, Any] = {}
    for question in form.questions.values():
        source = getattr(question, "rows_from", "")
        if source:
            form_key, table_key = source.split(".")
            other = accepted(application, form_key)
            table = other.form.questions.get(table_key) if other else None
            if other and table and table.type.is_table:
                found[question.key] = rows_taken_from(table, other.answers.values)
    return found
