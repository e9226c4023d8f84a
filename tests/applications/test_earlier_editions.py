"""What was submitted is read by its own edition for ever; many drafts through many editions lose nothing."""

import random

import pytest

from applications.actions.carrying import bring_up_to_date
from applications.actions.documents import ask_for_document
from applications.actions.saving import Sheet, save_section
from applications.documents.rendering import documents, html
from applications.models import Filing, FilingSection
from applications.queries import filled_form
from applications.sealing import asides_revealed
from portal.lib import clock
from programs.models import CallDraft
from programs.publishing import publish
from tests.applications.actions.test_carrying import edition, without_budget, without_passport
from tests.factories import account, draft, published_call, submitted_application
from tests.programs.definition.edits import EDITS, Editor, bare, leaves

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(organization, applicant):
    application = submitted_application(published_call(organization=organization.slug), applicant)
    edition(application.call, without_passport)
    edition(application.call, lambda sections: (without_passport(sections), without_budget(sections)))
    return application


def test_staff_read_questions_that_are_not_asked_any_more(sign_in, owner, submitted):
    page = sign_in(owner).get(f"/admin/cases/{submitted.number}/").content.decode()
    assert "Жеке куәлік нөмірі" in page
    assert "Ноутбук" in page


def test_applicant_reads_them_too(sign_in, applicant, submitted):
    page = sign_in(applicant).get(f"/kk/applications/{submitted.number}/").content.decode()
    assert "N12345678" in page
    assert "Ноутбук" in page


def test_document_has_them_as_well(submitted):
    document = ask_for_document(submitted, language="kk", actor=submitted.created_by)
    text = html(documents().get(pk=document.pk))
    assert "N12345678" in text
    assert "Ноутбук" in text


def test_drafts_through_random_editions():
    """The same as for pure functions, a few times through the database, its seals and its rows."""
    editor, chance = Editor(seed=11), random.Random(3)
    call = published_call(forms={"application": editor.plain()})
    drafts = [draft(call, account()) for _ in range(3)]
    written = {}
    for application in drafts:
        filing = application.filings.get()
        form = filled_form(filing).form
        written[filing.pk] = fill_in(filing, editor, form)
    for _ in range(6):
        for _ in range(5):
            editor.edit([edit for edit in EDITS if edit != "relabel"])
        working = CallDraft.objects.get(call=call)
        working.definition = working.definition | {"forms": {"application": editor.plain()}}
        working.revision += 1
        working.save()
        publish(call, actor=None)
        bring(chance.choice(drafts))
    for application in drafts:
        filing = bring(application)
        assert unread(filing, written[filing.pk]) == []


def bring(application):
    filing = Filing.objects.select_related("application__call").get(application=application)
    return bring_up_to_date(filing, received_at=clock.now())


def fill_in(filing, editor, form):
    """What was written, as (label, texts)."""
    found = []
    for key, answers in editor.draft(form).items():
        section = form.by_key[key]
        sheet = Sheet(posted(section.questions, answers.values, answers, ""), None)
        save_section(filing, key, sheet, actor=filing.application.created_by, received_at=clock.now())
        stored = filled_form(Filing.objects.get(pk=filing.pk)).answers_of(key)
        found += [
            (str(question.label), texts) for _path, question, texts in leaves(section.questions, stored.values, stored)
        ]
    return found


def posted(questions, values, answers, prefix):
    found = {}
    for question in questions:
        path, value = prefix + question.key, values.get(question.key)
        if question.type.is_table:
            found[f"{path}/_rows"] = [row["_id"] for row in value or []]
            for row in value or []:
                found |= posted(question.columns, row, answers, f"{path}/{row['_id']}/")
        elif path in answers.unparsed:
            found[path] = [answers.unparsed[path]]
        elif value is not None:
            found[path] = question.type.to_raw(question, value)
    return found


def unread(filing, written):
    filled = filled_form(filing)
    here = set()
    for section in filled.form.sections:
        answers = filled.answers_of(section.key)
        for _path, _question, texts in leaves(section.questions, answers.values, answers):
            here |= texts
    aside = [
        entry
        for row in FilingSection.objects.filter(filing=filing)
        for entry in asides_revealed(row.set_aside, filled.seal).values()
    ]
    missing = []
    for label, texts in written:
        read = here | {
            bare(entry["text"]["kk"]) for entry in aside if label in entry["label"]["kk"] + entry["text"]["kk"]
        }
        if not any(all(any(part in there for there in read) for part in text.split(";")) for text in texts):
            missing.append((label, texts))
    return missing
