"""Trying one's eligibility: for anyone, without an account; the answers stay in the visitor's session."""

from dataclasses import dataclass, field
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.lib import clock
from portal.lib.errors import too_many
from portal.lib.http import see_other
from portal.lib.limits import is_within
from portal.lib.switching import in_language, wanted_language
from programs.answers import Answers
from programs.completeness import findings
from programs.definition.form import Section
from programs.eligibility import Check, Outcome, check_of
from programs.evaluation import Evaluation
from programs.queries import published_calls
from programs.views.cards import CallCard

FORM = "eligibility-form"
MOST_POSTS, STRETCH = 120, 600  # from one address: a school class behind one router gets on with it


@dataclass
class Field:
    """What the templates of question kinds need of a question that visitors are asked."""

    question: Any
    path: str
    raw: list[str] = field(default_factory=list)
    error: str = ""
    text: str = ""
    widget: Any = None
    stored: str = ""
    typed: str = ""

    @property
    def id(self) -> str:
        return f"q-{self.path}"

    @property
    def template(self) -> str:
        template: str = self.question.type.template
        return template

    @property
    def first(self) -> str:
        return self.raw[0] if self.raw else ""

    @property
    def hint(self) -> str:
        return str(self.question.hint) or self.question.type.guide(self.question)

    @property
    def is_optional(self) -> bool:
        """Nobody has to answer anything here, so that no question is marked as optional either."""
        return False

    @property
    def described_by(self) -> str:
        parts = [("hint", bool(self.hint)), ("error", bool(self.error))]
        return " ".join(f"{self.id}-{name}" for name, there in parts if there)


@dataclass
class Part:
    """A section of the form with its fields."""

    section: Section
    fields: list[Field]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def eligibility(request: HttpRequest, slug: str) -> HttpResponse:
    call = get_object_or_404(published_calls().select_related("program__parent"), slug=slug)
    check = check_of(call)
    if check is None:
        raise Http404
    if request.method == "POST":
        return _answered(request, check)
    kept = check.kept(request.session)
    answers = kept or {}
    evaluation = check.evaluation(answers)
    parts, errors = _parts(check, answers, evaluation)
    result = check.result(answers) if kept is not None else None
    context = {
        "call": call,
        "card": CallCard(call, clock.now()),
        "eligibility": check.eligibility,
        "parts": parts,
        "errors": errors,
        "has_errors": bool(errors),
        "result": result,
        "may_start": result is not None and (result.outcome is Outcome.MET or not check.eligibility.blocks),
        "switch_form": FORM,
    }
    return render(request, "pages/eligibility.html", context)


def _answered(request: HttpRequest, check: Check) -> HttpResponse:
    if not is_within(f"eligibility:{get_adapter().get_client_ip(request)}", most=MOST_POSTS, seconds=STRETCH):
        return too_many(request)
    if "_forget" in request.POST:
        check.forget(request.session)
        return see_other("eligibility", check.call.slug)
    posted = {path: [str(text) for text in texts] for path, texts in request.POST.lists()}
    if not check.keep(request.session, check.read(posted)):
        messages.error(request, _("That is more text than this page can keep. Shorten your answers."))
    language = wanted_language(request)
    if language:
        return HttpResponseRedirect(in_language(request.path, language), status=303)
    return see_other("eligibility", check.call.slug)


def _parts(check: Check, answers: dict[str, Answers], evaluation: Evaluation) -> tuple[list[Part], list[Any]]:
    parts, errors = [], []
    for section in check.form.sections:
        own = answers.get(section.key) or Answers()
        # What isn't answered is said where it matters: beside the requirement.
        wrong = {found.path: found.message for found in findings(section, own, evaluation) if not found.is_gap}
        fields = [_field(question, own, evaluation, wrong) for question in evaluation.asked(section)]
        parts.append(Part(section, fields))
        errors += [(f"q-{path}", f"{section.by_key[path].label}: {message}") for path, message in wrong.items()]
    return parts, errors


def _field(question: Any, answers: Answers, evaluation: Evaluation, wrong: dict[str, str]) -> Field:
    made = Field(question, question.key, error=wrong.get(question.key, ""))
    kind, value = question.type, answers.values.get(question.key)
    if kind.is_computed:
        made.text = kind.display(question, evaluation.computed.get(question.key))
    else:
        typed = answers.raw_at(question, question.key)
        made.raw = typed or kind.to_raw(question, value)
        made.widget = kind.widget(question, made.raw, evaluation.known, is_answer=typed is None)
    return made
