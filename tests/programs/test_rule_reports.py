"""Staff learn of rules that fail; once for each rule of an edition, and nothing of anybody's answers."""

import pytest
from django.core.cache import cache
from django.utils import translation

from portal.journal.models import Event
from programs.rule_reports import report, reported
from tests.programs.making import both, form, settings
from tests.programs.shelf import make_call

pytestmark = pytest.mark.django_db

RATE = "answers.a / answers.b"
CHECK = "row.name > 1.0"
FORM = form(
    settings("money", "a"),
    settings("money", "b"),
    settings("computed", "rate", value=RATE),
    settings(
        "table", "t", columns=[settings("text", "name")], checks=[{"rule": CHECK, "message": both(), "at": "name"}]
    ),
)


@pytest.fixture
def edition():
    return make_call().current_edition


def test_each_rule_is_told_once_with_its_question(edition):
    for _ in range(3):
        report(edition, 1, "application", FORM, {RATE: "not a finite number", CHECK: "TypeError"})
        cache.clear()  # as after an hour
    first, second = reported(edition.pk)
    assert (first.form, first.place, first.question) == ("application", "value", "rate")
    assert (second.place, second.question) == ("check", "t/name")
    assert Event.objects.filter(kind="rule.faulty").count() == 2


def test_within_the_hour_the_database_is_not_asked(edition, django_assert_num_queries):
    report(edition, 1, "application", FORM, {RATE: "TypeError"})
    with django_assert_num_queries(0):
        report(edition, 1, "application", FORM, {RATE: "TypeError"})


def test_without_faults_nothing_happens(edition, django_assert_num_queries):
    with django_assert_num_queries(0):
        report(edition, 1, "application", FORM, {})


def test_another_edition_and_another_form_count_anew(edition):
    other = make_call().current_edition
    for one in (edition, other):
        report(one, 1, "application", FORM, {RATE: "TypeError"})
    report(other, 1, "annex", FORM, {RATE: "TypeError"})
    assert [len(reported(one.pk)) for one in (edition, other)] == [1, 2]


@pytest.mark.parametrize("why", ["not a finite number", "IndexError", "too many rows", "whatever"])
def test_reason_is_told_in_words(edition, why):
    report(edition, 1, "application", FORM, {RATE: why})
    (found,) = reported(edition.pk)
    with translation.override("en"):
        assert str(found.reason).startswith(("it ", "the "))
