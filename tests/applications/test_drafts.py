"""What a new edition would cost those who are filling in."""

import copy

import pytest

from applications import drafts
from applications.drafts import count_affected, keys_at_risk
from applications.models import Application, FilingSection, Mode
from programs.consequences import Affected
from programs.definition.document import Definition
from tests.applications.actions.test_carrying import carried, edition, without_passport
from tests.factories import ANSWERS, FORMS, draft, published_call, save_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return published_call()


def begun(call, **answers):
    application = draft(call)
    save_answers(application.filings.get(), answers, actor=application.created_by)
    return application


def definition_of(edit):
    forms = copy.deepcopy(FORMS)
    edit(forms["application"]["sections"])
    return Definition.model_validate(
        {"forms": forms, "stages": [{"key": "b", "kind": "decision", "label": {"kk": "Ш"}}]}
    )


def test_only_drafts_with_an_answer_at_stake_lose_one(call):
    begun(call, applicant=ANSWERS["applicant"])
    begun(call, applicant={"legal_name": ["Қор"]})
    begun(call)
    assert count_affected(call, definition_of(without_passport)) == Affected(3, 1, True)


def test_nothing_is_written(call):
    begun(call, applicant=ANSWERS["applicant"])
    before = list(FilingSection.objects.values())
    count_affected(call, definition_of(without_passport))
    assert list(FilingSection.objects.values()) == before


def test_rehearsals_are_not_counted(call):
    begun(call, applicant=ANSWERS["applicant"])
    Application.objects.update(mode=Mode.TEST)
    assert count_affected(call, definition_of(without_passport)) == Affected()


def test_drafts_of_several_editions_are_each_tried_from_their_own(call):
    first = begun(call, applicant=ANSWERS["applicant"])
    edition(call, lambda sections: sections[0].update(intro={"kk": "К", "ru": "В"}))
    second = begun(call, applicant=ANSWERS["applicant"])
    carried(second.filings.get())
    assert first.filings.get().edition_id != second.filings.get().edition_id
    assert count_affected(call, definition_of(without_passport)) == Affected(2, 2, True)


def test_after_a_bound_it_is_at_least_so_many(call, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 2)
    for _ in range(3):
        begun(call, applicant=ANSWERS["applicant"])
    assert count_affected(call, definition_of(without_passport)) == Affected(3, 2, False)


def test_words_and_limits_that_admit_more_put_nothing_at_risk():
    old = definition_of(lambda sections: None).forms["application"]
    relabelled = definition_of(lambda s: s[0]["questions"][0].update(label={"kk": "Ж", "ru": "Ж"})).forms["application"]
    assert keys_at_risk(old, relabelled) == set()
    assert keys_at_risk(old, definition_of(without_passport).forms["application"]) == {"passport"}


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_drafts(call, count, django_assert_max_num_queries):
    for _ in range(count):
        begun(call, applicant=ANSWERS["applicant"])
    count_affected(call, definition_of(without_passport))
    with django_assert_max_num_queries(4):
        count_affected(call, definition_of(without_passport))
