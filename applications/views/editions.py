"""What pages of a form do with its editions: answers that were set aside, and pages of an earlier edition."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy, ngettext, override
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from applications.actions.attaching import attach
from applications.actions.earlier_pages import Moved, save_from_earlier
from applications.actions.saving import Closed, Overfull, Sheet
from applications.actions.setting_aside import dismiss
from applications.models import Filing, Upload
from applications.queries import FilledForm, filled_form, uploads_of
from applications.sealing import asides_revealed, is_sensitive_at
from applications.uploads.places import target_at
from applications.views.intents import sent
from applications.views.menu import section_url
from portal.lib import paths
from portal.lib.exceptions import Refused
from portal.lib.http import see_other, whole_number
from portal.lib.switching import wanted_language
from portal.lib.text import clean
from programs.answers import Answers, read
from programs.definition.asides import Why
from programs.definition.base import Text
from programs.definition.form import Form, Section
from programs.editions import definition_of
from programs.fields.tables import place_of
from programs.models import Edition
from programs.presentation import shown

WHY: dict[str, Any] = {
    Why.GONE: gettext_lazy("This isn't asked any more."),
    Why.UNFIT: gettext_lazy("The question has changed, and this doesn't answer it any more."),
    Why.OLDER: gettext_lazy("You wrote this on a page from before the form changed. Another answer had been saved."),
}
SEPARATOR = ":"  # between the section and the name of an entry, in the button that dismisses it


@dataclass(frozen=True)
class EarlierAnswer:
    """What somebody had written and no question takes any more."""

    target: str
    label: Text
    text: Text
    section: Text
    why: str
    uploads: list[Upload]


def earlier_answers(filled: FilledForm, *keys: str) -> list[EarlierAnswer]:
    """Those kept at these sections, oldest edition first; what was dismissed is left out."""
    found = []
    files: dict[int, Upload] | None = None
    for key in keys:
        row = filled.rows.get(key)
        for name, entry in asides_revealed(row.set_aside, filled.seal).items() if row else ():
            if "dismissed" in entry:
                continue
            if entry["uploads"] and files is None:
                files = uploads_of(filled.filing)
            found.append(
                EarlierAnswer(
                    target=f"{key}{SEPARATOR}{name}",
                    label=Text(**entry["label"]),
                    text=Text(**entry["text"]),
                    section=Text(**entry["section"]),
                    why=str(WHY[entry["why"]]),
                    uploads=[files[pk] for pk in entry["uploads"] if pk in files] if files else [],
                )
            )
    return found


def of_removed_sections(filled: FilledForm) -> list[EarlierAnswer]:
    """They stand on the check page."""
    return earlier_answers(filled, *(key for key in filled.rows if key not in filled.form.by_key))


def dismiss_posted(request: SignedInRequest, filing: Filing, target: str) -> None:
    key, _separator, name = clean(target).partition(SEPARATOR)
    try:
        dismiss(filing, key, name, received_at=request.received_at)
    except Closed as closed:
        messages.error(request, str(closed))


def in_removed_sections(filled: FilledForm) -> int:
    """How many stand on the check page alone."""
    gone = (row for key, row in filled.rows.items() if key not in filled.form.by_key)
    return sum("dismissed" not in entry for row in gone for entry in row.set_aside.values())


def lead_away(request: SignedInRequest, filled: FilledForm, key: str, row: str = "") -> HttpResponse | None:
    """From the address of something that the form doesn't have any more."""
    section = filled.form.by_key.get(key)
    if (section and has_page(section, row)) or not _was_asked(filled.filing, key, row):
        return None
    messages.info(request, _("This part isn't in the form any more. What you had written in it is kept."))
    return see_other(section_url(filled.filing, section or filled_form(filled.filing).form.sections[0]))


def has_page(section: Section, row: str) -> bool:
    """Whether the row has one, if any is named."""
    places = (place_of(section.questions, path) for path in paths.rows_above(row)) if row else ()
    return all(place and place.question.type.is_table and place.question.is_row_by_row for place in places)


def _was_asked(filing: Filing, key: str, row: str) -> bool:
    """Whether an edition of the call had this page."""
    editions = Edition.objects.filter(call=filing.application.call_id).values_list("pk", flat=True)
    forms = (definition_of(pk).forms.get(filing.form_key) for pk in editions)
    return any(form and key in form.by_key and has_page(form.by_key[key], row) for form in forms)


def from_earlier_page(request: SignedInRequest, filing: Filing, key: str = "", row: str = "") -> HttpResponse | None:
    """What was posted by a page of another edition than the filing has now; without a key it is the check page."""
    edition = _page_edition(request, filing)
    form = definition_of(edition).forms[filing.form_key]
    key = key or form.summary.key
    if edition == filing.edition_id or key not in form.by_key:
        return None
    revision = whole_number(request.POST.get("_revision", ""))
    return save_earlier_page(
        request, filing, key, replace(sent(request.POST).sheet(revision, within=row), edition=edition)
    )


def _page_edition(request: SignedInRequest, filing: Filing) -> int:
    """The edition that made the page; what isn't an edition of this call is passed over."""
    posted = whole_number(request.POST.get("_edition", ""))
    if posted in {None, filing.edition_id}:
        return filing.edition_id
    known = Edition.objects.filter(pk=posted, call=filing.application.call_id).values_list("pk", flat=True).first()
    return known if known and filing.form_key in definition_of(known).forms else filing.edition_id


def save_earlier_page(request: SignedInRequest, filing: Filing, key: str, sheet: Sheet) -> HttpResponse:
    """The page was made by an edition that isn't the filing's any more, `sheet.edition`."""
    try:
        moved = save_from_earlier(filing, key, sheet, actor=request.user, received_at=request.received_at)
    except (Closed, Overfull) as refused:
        return _kept(request, filing, key, sheet, notice=refused)
    page = definition_of(sheet.edition or filing.edition_id).forms[filing.form_key]
    with override(wanted_language(request) or get_language()):
        return _led_on(request, moved, key, page)


def _led_on(request: SignedInRequest, moved: Moved, key: str, page: Form) -> HttpResponse:
    """In the active language, the address too."""
    messages.info(
        request, _("The form was changed while you were filling it in. What you wrote is kept; look at it again.")
    )
    if moved.set_aside:
        said = ngettext(
            "%(count)d answer isn't asked for any more: it stands beside the form.",
            "%(count)d answers aren't asked for any more: they stand beside the form.",
            moved.set_aside,
        )
        messages.warning(request, said % {"count": moved.set_aside})
    _attach(request, moved.filled, page)
    section = moved.filled.form.by_key.get(key)
    return see_other(section_url(moved.filled.filing, section or moved.filled.form.summary))


def _attach(request: SignedInRequest, filled: FilledForm, page: Form) -> None:
    """Files that the page brought, wherever their question stands now; `page` is the form that the page was of."""
    for path in request.FILES:
        files = request.FILES.getlist(path)
        try:
            _refuse_exposure(page, filled.form, path)
            done = attach(
                filled.filing, path, files, actor=request.user, received_at=request.received_at, makes_row=True
            )
            sentence = done.sentence
        except Refused as refusal:
            sentence = f"{', '.join(file.name or '' for file in files)}: {refusal}"
        if sentence:
            messages.error(request, sentence)


def _refuse_exposure(page: Form, form: Form, path: str) -> None:
    """What was chosen to be read by few is attached by nobody but the person where more may read it."""
    before, after = target_at(page, path), target_at(form, path)
    if before and after and is_sensitive_at(before.section, path) and not is_sensitive_at(after.section, path):
        raise Refused(_("More people can read files here than when you opened the page. Attach it again if you agree."))


def _kept(request: SignedInRequest, filing: Filing, key: str, sheet: Sheet, *, notice: Refused) -> HttpResponse:
    """Too late to be stored, and in no form that could still be shown: to be read and copied."""
    section = definition_of(sheet.edition or filing.edition_id).forms[filing.form_key].by_key[key]
    typed = read(section, sheet.posted, Answers(), within=sheet.within)
    context = {
        "application": filing.application,
        "call": filing.application.call,
        "section": section,
        "shown": shown(section, typed, {}),
        "notice": notice,
    }
    return render(request, "applications/kept.html", context, status=409)
