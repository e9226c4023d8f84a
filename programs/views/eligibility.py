"""Trying one's eligibility: for anyone, without an account; the answers stay in the visitor's session."""

from dataclasses import dataclass
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
from programs.completeness import advice, by_path, findings
from programs.definition.form import Section
from programs.eligibility import Check, Outcome, check_of
from programs.evaluation import Evaluation
from programs.inputs import Input
from programs.queries import published_calls
from programs.views.cards import CallCard

FORM = "eligibility-form"
MOST_POSTS, STRETCH = 120, 600  # from one address: a school class behind one router gets on with it


@dataclass
class Part:
    """A section of the form with its fields."""

    section: Section
    fields: list[Input]


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
        found = [finding for finding in findings(section, own, evaluation) if not finding.is_gap]
        wrong = {finding.path: finding.message for finding in found}
        advised = by_path(advice(section, own, evaluation, found))
        fields = [_input(question, own, evaluation) for question in evaluation.asked(section)]
        for made in fields:
            made.error, made.advice = wrong.get(made.path, ""), advised.get(made.path, ())
        parts.append(Part(section, fields))
        errors += [(f"q-{path}", f"{section.by_key[path].label}: {message}") for path, message in wrong.items()]
    return parts, errors


def _input(question: Any, answers: Answers, evaluation: Evaluation) -> Input:
    made, value = Input(question, question.key), answers.values.get(question.key)
    if question.type.is_computed:
        made.text = question.type.display(question, evaluation.computed.get(question.key))
    else:
        made.fill(answers, value, evaluation.known)
    return made
