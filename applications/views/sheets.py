"""What the page of a section and the page of a row have in common: showing answers, and storing what was sent."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.requests import SignedInRequest
from applications.actions.attaching import attach_posted, detach
from applications.actions.saving import Closed, OtherEdition, Overfull, Saved, Stale, save_section
from applications.models import Filing, Upload
from applications.queries import FilledForm, filled_form, uploads_of
from applications.views.attaching import filing_limit
from applications.views.editions import dismiss_posted, earlier_answers, in_removed_sections, save_earlier_page
from applications.views.fields import Filled, fields_of
from applications.views.intents import ADD, DETACH, DISMISS, Sent, sent
from applications.views.menu import menu_of, row_url, section_url
from applications.views.naming import Names, summary
from portal.lib import paths
from portal.lib.exceptions import Refused
from portal.lib.http import see_other, whole_number
from programs.answers import Answers, has_forbidden, is_blank, read, row_at, with_rows_of
from programs.completeness import Finding, advice, by_path, findings
from programs.definition.form import Section
from programs.evaluation import evaluate
from programs.fields.tables import place_of
from programs.rows import Full, changed, neighbours

REFUSED_FILES = "refused_files"  # in the session, for the one page after the redirect


@dataclass(frozen=True)
class Page:
    """The page of a section, or of a row of its tables."""

    filing: Filing
    section: Section
    row: str = ""

    @property
    def template(self) -> str:
        return "applications/row.html" if self.row else "applications/section.html"

    @property
    def url(self) -> str:
        return self.address(self.row)

    def address(self, row: str) -> str:
        """Of another page of the section."""
        return row_url(self.filing, self.section, row) if row else section_url(self.filing, self.section)

    @property
    def questions(self) -> list[Any]:
        if not self.row:
            return self.section.questions
        place: Any = place_of(self.section.questions, self.row)
        columns: list[Any] = place.question.columns
        return columns

    def inputs(self) -> Iterator[Any]:
        """The questions that are filled in here, those of tables included."""
        for question in self.questions:
            yield question
            if question.type.is_table and not question.is_row_by_row:
                yield from question.columns

    def holds(self, path: str) -> bool:
        """Whether an answer stands on this page, or on one that it leads to."""
        return not self.row or path.startswith(paths.join(self.row, ""))


@dataclass(frozen=True)
class Instead:
    """What is shown instead of what is stored, where it couldn't be stored."""

    typed: Answers | None = None
    notice: Refused | None = None
    pasted: Mapping[str, tuple[str, str]] | None = None  # path of a table → text, why it wasn't taken


@dataclass(frozen=True)
class Crumb:
    title: str
    url: str


def section_of(filled: FilledForm, key: str) -> Section:
    if key not in filled.form.by_key:
        raise Http404
    return filled.form.by_key[key]


def context_of(
    request: SignedInRequest, filled: FilledForm, page: Page, instead: Instead | None = None
) -> dict[str, Any]:
    """What was typed stands in the fields, and the stored text beside it where that differs."""
    instead, section = instead or Instead(), page.section
    stored = filled.answers_of(section.key)
    answers = stored if instead.typed is None else instead.typed
    evaluation = filled.evaluation()
    if instead.typed is not None:
        evaluation = evaluate(filled.form, filled.answers | {section.key: answers}, context=filled.context)
    found = [finding for finding in findings(section, answers, evaluation) if page.holds(finding.path)]
    advised = by_path(advice(section, answers, evaluation, found))
    row = filled.rows.get(section.key)
    values = row_at(answers.values, page.row) if page.row else answers.values
    if values is None:  # no such row can be: a fixed table has its own
        raise Http404
    is_begun = not is_blank(values, page.row, answers.typed_rows()) if page.row else bool(row and row.saved_at)
    errors = _errors(found, speaks_of_gaps=is_begun) | _refused_files(request, page)
    names = Names(section, answers)
    has_files = any(question.type.is_file for question in page.inputs())
    shown = Filled(
        answers,
        evaluation,
        found,
        errors,
        advice=advised,
        uploads=uploads_of(filled.filing) if has_files else {},
        stored=stored if instead.typed is not None else None,
        pasted=instead.pasted or {},
        address=page.address,
        origins=row.origins if row and not page.row else {},
    )
    position = filled.form.sections.index(section)
    listed = [*_not_pasted(names, shown.pasted, page), *summary(names, errors, page.row, page.address)]
    around = _around(page, names, answers) if page.row else {}
    return around | {
        "filing": filled.filing,
        "application": filled.filing.application,
        "call": filled.filing.application.call,
        "section": section,
        "form": filled.form,
        "fields": fields_of(page.questions, values, shown, row_path=page.row),
        "errors": listed,
        "has_errors": bool(listed),
        "menu": menu_of(filled, section),
        "revision": row.revision if row else 0,
        "earlier": [] if page.row else earlier_answers(filled, section.key),
        "earlier_elsewhere": in_removed_sections(filled),
        "saved_at": row.saved_at if row else None,
        "next_url": section_url(filled.filing, filled.form.section_after(section.key)),
        "previous_url": section_url(filled.filing, filled.form.section_before(section.key)) if position else "",
        "has_files": has_files,
        "filing_limit": filing_limit(filled.form),
        "notice": instead.notice,
        "is_closed": isinstance(instead.notice, Closed),
        "is_overfull": isinstance(instead.notice, Overfull),
        "switch_form": "section-form",
    }


def _crumb(page: Page, names: Names, row: str) -> Crumb | None:
    return Crumb(names.titled(row), page.address(row)) if row else None


def _around(page: Page, names: Names, answers: Answers) -> dict[str, Any]:
    """What stands around the inputs of a row: the way back, its title, the rows before and after it."""
    above = [_crumb(page, names, path) for path in paths.rows_above(page.row)[:-1]]
    beside = neighbours(answers, page.row)
    return {
        "crumbs": [Crumb(str(page.section.title), page.address("")), *above],
        "list_url": list_url(page),
        "row_title": names.titled(page.row),
        "beside": beside,
        "before": _crumb(page, names, beside.before if beside else ""),
        "after": _crumb(page, names, beside.after if beside else ""),
    }


def list_url(page: Page) -> str:
    """Where the row of the page stands in its list."""
    return f"{page.address(paths.above(page.row))}#q-{page.row}"


def _errors(found: list[Finding], *, speaks_of_gaps: bool) -> dict[str, str]:
    return {finding.path: finding.message for finding in found if speaks_of_gaps or not finding.is_gap}


def _not_pasted(names: Names, pasted: Mapping[str, tuple[str, str]], page: Page) -> list[tuple[str, str]]:
    refused = [(path, why) for path, (_text, why) in pasted.items() if why]
    return [(f"q-{path}-paste", names.said(path, why, below=page.row)) for path, why in refused]


def _refused_files(request: SignedInRequest, page: Page) -> dict[str, str]:
    refused = request.session.pop(REFUSED_FILES, {}) if REFUSED_FILES in request.session else {}
    fits = {path: message for path, message in refused.items() if paths.split(path)[0] in page.section.by_key}
    return {path: message for path, message in fits.items() if page.holds(path)}


def save(request: SignedInRequest, page: Page, after: Callable[[Saved, Sent], str]) -> HttpResponse:
    """`after` says where the person goes on."""
    form = sent(request.POST)
    sheet = replace(form.sheet(_revision(request), within=page.row), edition=page.filing.edition_id)
    try:
        saved = save_section(page.filing, page.section.key, sheet, actor=request.user, received_at=request.received_at)
    except OtherEdition:
        return save_earlier_page(request, page.filing, page.section.key, sheet)
    except (Stale, Closed) as refused:
        _change_files(request, page, form)
        return _shown_again(request, page, form, refused)
    if has_forbidden(form.posted):
        messages.warning(request, _("Some characters that can't be kept were left out of your text."))
    if saved.full:
        most = saved.full.most_rows
        said = ngettext("At most %(most)d row fits here.", "At most %(most)d rows fit here.", most)
        messages.warning(request, said % {"most": most})
    form.refused_files = _change_files(request, page, form)
    if form.button == DISMISS:
        dismiss_posted(request, page.filing, form.target)
    if saved.refused:
        texts = {paste.path: paste.text for paste in form.pastes}
        pasted = {path: (texts[path], why) for path, why in saved.refused.items()}
        context = context_of(request, filled_form(page.filing), page, Instead(pasted=pasted))
        return render(request, page.template, context, status=422)
    return see_other(after(saved, form))


def after_change(page: Page, saved: Saved, form: Sent) -> str:
    """A row that has a page opens once it is added; else the person goes on where they pressed."""
    if form.button == ADD and paths.is_row(form.target):
        place = place_of(page.section.questions, form.target)
        answers = saved.filled.answers_of(page.section.key)
        if place and place.question.type.is_table and place.question.is_row_by_row and neighbours(answers, form.target):
            return page.address(form.target)
    return page.url + form.anchor


def _shown_again(request: SignedInRequest, page: Page, form: Sent, refused: Stale | Closed) -> HttpResponse:
    """Nothing was stored: the page comes back with everything that was typed."""
    filled = filled_form(page.filing)
    stored = filled.answers_of(page.section.key)
    typed = read(page.section, form.posted, stored, within=page.row)
    if isinstance(refused, Stale):
        typed = _with_new_row(page, form, with_rows_of(page.section, typed, stored))
    instead = Instead(typed, refused, {paste.path: (paste.text, "") for paste in form.pastes})
    return render(request, page.template, context_of(request, filled, page, instead), status=409)


def _with_new_row(page: Page, form: Sent, typed: Answers) -> Answers:
    """Whoever asked for a row writes in it, though nothing could be stored yet."""
    if form.button != ADD or form.change is None:
        return typed
    try:
        return changed(page.section.questions, typed, form.change)
    except Full:
        return typed


def _revision(request: SignedInRequest) -> int:
    return whole_number(request.POST.get("_revision", "")) or 0


def _change_files(request: SignedInRequest, page: Page, form: Sent) -> bool:
    """Attaches what was posted and detaches what was asked for; True when a file was refused."""
    filing, key = page.filing, page.section.key
    if form.button == DETACH:
        attached = filing.uploads.filter(section_key=key, detached_at__isnull=True)
        upload = next((upload for upload in attached if str(upload.pk) == form.target), None)
        if upload:
            _detach(request, upload)
    refused = attach_posted(filing, key, request.FILES, actor=request.user, received_at=request.received_at)
    if refused:
        request.session[REFUSED_FILES] = dict(refused)
    return bool(refused)


def _detach(request: SignedInRequest, upload: Upload) -> None:
    try:
        detach(upload, actor=request.user, received_at=request.received_at)
    except Closed as closed:
        messages.error(request, str(closed))
