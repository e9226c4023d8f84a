"""A consent is given to its words: which ones stands in the snapshot, and other words are agreed to anew."""

import copy

import pytest

from applications.actions.carrying import bring_up_to_date
from applications.actions.submission import Incomplete, state_digest, submit
from applications.models import Filing
from applications.queries import filled_form
from applications.snapshots import open_snapshot
from portal.lib import clock
from programs.editions import definition_of
from programs.models import CallDraft
from programs.publishing import publish
from tests.factories import ANSWERS, FORMS, both, draft, fill_in_and_submit, published_call, save_answers

pytestmark = pytest.mark.django_db


def other_words(call):
    forms = copy.deepcopy(FORMS)
    forms["application"]["sections"][-1]["questions"][0]["text"] = both("Басқа мәтін.", "Другие слова.")
    working = CallDraft.objects.get(call=call)
    working.definition = working.definition | {"forms": forms}
    working.save()
    return publish(call, actor=None)


def version_of(edition):
    return definition_of(edition.pk).forms["application"].questions["truth"].version


def sent(filing):
    seen = state_digest(filled_form(filing))
    return submit(filing, actor=filing.application.created_by, received_at=clock.now(), seen=seen, language="kk")


@pytest.fixture
def ticked():
    application = draft()
    save_answers(application.filings.get(), ANSWERS, actor=application.created_by)
    return application


def test_tick_under_other_words_does_not_count(ticked):
    other_words(ticked.call)
    filing = bring_up_to_date(Filing.objects.get(application=ticked), received_at=clock.now())
    assert "truth" not in filled_form(filing).answers_of("confirm").values
    with pytest.raises(Incomplete):
        sent(filing)


def test_agreed_to_anew_the_snapshot_keeps_the_new_version(ticked):
    old = ticked.call.current_edition
    new = other_words(ticked.call)
    filing = bring_up_to_date(Filing.objects.get(application=ticked), received_at=clock.now())
    save_answers(filing, {"confirm": {"truth": ["yes"]}}, actor=ticked.created_by)
    versions = open_snapshot(sent(filing)).plain["consents"]
    assert versions == {"truth": version_of(new)}
    assert version_of(new) != version_of(old)


def test_what_was_submitted_keeps_the_words_it_was_agreed_to(ticked):
    submitted = fill_in_and_submit(ticked)
    other_words(ticked.call)
    read = open_snapshot(submitted.filings.get().snapshots.get())
    question = read.form.questions["truth"]
    assert read.plain["consents"] == {"truth": question.version}
    assert question.text.ru == FORMS["application"]["sections"][-1]["questions"][0]["text"]["ru"]


def test_tick_under_the_same_words_stays(ticked):
    forms = copy.deepcopy(FORMS)
    forms["application"]["sections"][0]["title"] = both("Өтініш беруші", "О заявителе")
    working = CallDraft.objects.get(call=ticked.call)
    working.definition = working.definition | {"forms": forms}
    working.save()
    publish(ticked.call, actor=None)
    filing = bring_up_to_date(Filing.objects.get(application=ticked), received_at=clock.now())
    assert filled_form(filing).answers_of("confirm").values == {"truth": True}


def test_published_call_begins_without_a_tick():
    filing = draft(published_call()).filings.get()
    assert filled_form(filing).answers_of("confirm").values == {}
