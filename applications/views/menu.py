"""The menu of sections beside a form, or the steps of a sequential one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.completeness import Progress, progress_of
from applications.models import Filing
from applications.queries import FilledForm
from programs.definition.form import Section


@dataclass(frozen=True)
class MenuItem:
    number: int | None
    title: str
    url: str
    progress: str
    is_current: bool
    is_summary: bool

    @property
    def is_locked(self) -> bool:
        return self.progress == Progress.LOCKED


@dataclass(frozen=True)
class Menu:
    items: list[MenuItem]
    is_sequential: bool = False

    @property
    def current(self) -> MenuItem:
        return next(item for item in self.items if item.is_current)

    @property
    def done(self) -> int:
        return sum(item.progress == Progress.COMPLETE for item in self.items)

    @property
    def last_number(self) -> int | None:
        return self.items[-1].number


def section_url(filing: Filing, section: Section) -> str:
    number, slug = filing.application.number, filing.slug
    if section.summary:
        return check_url(filing)
    return reverse("section", args=[number, slug, section.key])


def row_url(filing: Filing, section: Section, row: str) -> str:
    """Of the page of a row."""
    return reverse("row", args=[filing.application.number, filing.slug, section.key, row])


def check_url(filing: Filing) -> str:
    return reverse("check", args=[filing.application.number, filing.slug])


def menu_of(filled: FilledForm, current: Section) -> Menu:
    """The gate stands first and has no number; the check page is the last section."""
    items, number = [], 0
    for section in filled.form.sections:
        number += 0 if section.gate else 1
        progress = progress_of(filled, section)
        if section.summary and progress != Progress.LOCKED:
            progress = Progress.EMPTY
        items.append(
            MenuItem(
                number=None if section.gate else number,
                title=str(section.step or section.title),
                url=section_url(filled.filing, section),
                progress=progress,
                is_current=section is current,
                is_summary=section.summary,
            )
        )
    return Menu(items, filled.form.is_sequential)


def lead_to(request: HttpRequest, filing: Filing, first: Section, *, is_step: bool) -> HttpResponse:
    """Whoever asks for a section that isn't open yet comes to the one that opens it, and is told so."""
    told = (
        _("First complete the step “%(title)s”: the next ones open after it.")
        if is_step
        else _("First fill in “%(title)s”: the other sections open after it.")
    )
    messages.info(request, told % {"title": (is_step and first.step) or first.title})
    return redirect(section_url(filing, first))


def first_unfinished(filled: FilledForm) -> Section:
    for section in filled.form.fillable:
        if progress_of(filled, section) in {Progress.EMPTY, Progress.STARTED}:
            return section
    return filled.form.summary
