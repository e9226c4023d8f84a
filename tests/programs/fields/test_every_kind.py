"""The contract of a question kind, tried on every kind that is registered."""

import html
import json
import string
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from applications.sealing import Seal, hidden
from applications.views.fields import Filled, fields_of
from portal.lib.text import clean
from programs import expressions
from programs.answers import Answers, read
from programs.completeness import findings
from programs.evaluation import evaluate
from programs.fields.base import Invalid, kinds
from programs.presentation import shown, shown_draft
from tests.programs.fields.specimens import SPECIMENS, is_typed, load_places, question_of
from tests.programs.making import form

pytestmark = pytest.mark.django_db
EVERY = sorted(kinds)
TYPED = [name for name in EVERY if name in SPECIMENS and is_typed(name)]
ANSWERED = [name for name in EVERY if kinds[name].has_answer]
GOOD = [(name, raw) for name in TYPED for raw, _kk, _ru in SPECIMENS[name].good]
BAD = [(name, raw) for name in TYPED for raw in SPECIMENS[name].bad]
LANGUAGES = ["kk", "ru"]
NASTY = [
    "\x00",
    "\ud800",
    "😀👨‍👩‍👧",
    "<script>alert(1)</script>",
    "ұ" * 10_000,
    "'; DROP TABLE x; --",
    "{{ 7*7 }}",
    "%s",
    "\u202e",
    "\\",
]


@pytest.fixture(autouse=True)
def places(db):
    load_places()


def made(name, **more):
    asked = question_of(name, **more)
    return form(asked.model_dump(by_alias=True) | {"kind": name}), asked


def filled(made_form, raw, before=None):
    section = made_form.by_key["main"]
    answers = read(section, {"q": raw}, before or Answers())
    return section, answers, evaluate(made_form, {"main": answers})


def some_answer(name):
    """A value of the kind, as `parse` would give it."""
    specimen = SPECIMENS[name]
    return kinds[name].parse(question_of(name), specimen.good[0][0]) if specimen.good else specimen.value


def page(section, answers, evaluation, language="kk", **more):
    with translation.override(language):
        found = findings(section, answers, evaluation)
        errors = {finding.path: finding.message for finding in found}
        fields = fields_of(section.questions, answers.values, Filled(answers, evaluation, found, errors, **more))
        return "".join(render_to_string(field.template, {"field": field}) for field in fields)


def test_every_kind_has_specimens():
    lacking = sorted(set(kinds) - set(SPECIMENS))
    assert not lacking, f"give {', '.join(lacking)} a Specimen in tests/programs/fields/specimens.py"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "raw"), GOOD)
def test_an_answer_reads_back_from_what_the_inputs_show(name, raw, language):
    asked = question_of(name)
    with translation.override(language):
        value = asked.type.parse(asked, raw)
        assert value is not None
        assert asked.type.parse(asked, asked.type.to_raw(asked, value)) == value
        assert asked.type.carry(asked, asked, value) == value
        assert asked.type.parse_all(asked, [raw, []], [None, value]) == [value, None]


@pytest.mark.parametrize("name", TYPED)
def test_an_answer_is_read_in_kazakh_and_in_russian(name):
    asked = question_of(name)
    for raw, *spoken in SPECIMENS[name].good:
        value = asked.type.parse(asked, raw)
        for language, expected in zip(LANGUAGES, spoken, strict=True):
            with translation.override(language):
                assert asked.type.display(asked, value) == expected
        assert isinstance(asked.type.words(asked, value), str)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "raw"), BAD)
def test_what_is_no_answer_is_kept_as_typed_and_said_to_be_none(name, raw, language):
    made_form, asked = made(name)
    section, answers, evaluation = filled(made_form, raw)
    assert "q" not in answers.values
    assert answers.raw_at(asked, "q") == raw
    with translation.override(language):
        [finding] = findings(section, answers, evaluation)
    assert (finding.path, finding.is_gap) == ("q", False)
    assert finding.message in html.unescape(page(section, answers, evaluation, language))
    assert shown_draft(section, answers, {}, evaluation)[0].is_unparsed


@pytest.mark.parametrize("name", TYPED)
@pytest.mark.parametrize("text", NASTY)
def test_nothing_that_is_typed_breaks_a_page(name, text):
    made_form, _asked = made(name)
    for raw in ([text], ["", text], [text] * 8):
        section, answers, evaluation = filled(made_form, raw)
        for language in LANGUAGES:
            assert "<script>alert" not in page(section, answers, evaluation, language)
        with translation.override("ru"):
            shown_draft(section, answers, {}, evaluation)


@pytest.mark.parametrize("name", TYPED)
def test_an_empty_answer_is_none(name):
    asked = question_of(name)
    for raw in ([], [""], ["", ""]):
        assert asked.type.parse(asked, raw) is None


@pytest.mark.parametrize("name", ANSWERED)
def test_a_hidden_answer_stays_and_is_neither_shown_nor_seen_by_rules(name):
    made_form, _asked = made(name, show_if="false")
    section = made_form.by_key["main"]
    answers = Answers({"q": some_answer(name)})
    evaluation = evaluate(made_form, {"main": answers})
    assert "q" in evaluation.hidden
    assert "q" not in evaluation.known
    assert "q" not in evaluation.computed
    assert page(section, answers, evaluation) == ""
    assert shown_draft(section, answers, {}, evaluation) == []
    assert findings(section, answers, evaluation, at_submission=True) == []


@pytest.mark.parametrize("name", [name for name in ANSWERED if not kinds[name].is_computed and name != "fixed_table"])
@pytest.mark.parametrize(
    ("required", "on_section", "at_submission"),
    [(True, 1, 1), ("at_submission", 0, 1), ("soft", 0, 0), (False, 0, 0)],
)
def test_a_required_answer_is_missed_where_it_should_be(name, required, on_section, at_submission):
    made_form, asked = made(name, required=required)
    section, nothing = made_form.by_key["main"], Answers()
    evaluation = evaluate(made_form, {"main": nothing})
    assert len(findings(section, nothing, evaluation)) == on_section
    assert len(findings(section, nothing, evaluation, at_submission=True)) == at_submission
    some = Answers({"q": some_answer(name)})
    assert findings(section, some, evaluate(made_form, {"main": some}), at_submission=True) == []
    assert asked.type.missing(asked)


@pytest.mark.parametrize("name", ANSWERED)
def test_a_sensitive_answer_is_sealed_and_never_listed(name):
    made_form, _asked = made(name, sensitive=True)
    seal = Seal(SimpleNamespace(wrapped_key=None, number="26-7K3QF-4"))
    seal.__dict__["_key"] = b"k" * 32
    value = some_answer(name)
    values, unparsed = hidden(made_form.by_key["main"], Answers({"q": value}, {"q": "Құпия"}), seal)
    stored = json.dumps([values, unparsed], ensure_ascii=False)
    plain = [text for text in json.dumps(value, ensure_ascii=False).split('"') if len(text) > 5]
    assert not any(text in stored for text in [*plain, "Құпия"])
    assert seal.reveal(values["q"]) == value


@pytest.mark.parametrize("name", [name for name in TYPED if SPECIMENS[name].good])
def test_a_locked_answer_is_shown_and_no_post_changes_it(name):
    made_form, _asked = made(name, locked=True, prefill="person.phone")
    value = some_answer(name)
    for posted in ([""], ["", ""], ["x"], SPECIMENS[name].good[-1][0]):
        section, answers, evaluation = filled(made_form, posted, Answers({"q": value}, found=frozenset({"q"})))
        assert answers == Answers({"q": value})
    shown_page = page(section, answers, evaluation, origins={"q": {"source": "person.phone"}})
    assert "<input" not in shown_page
    assert "<select" not in shown_page
    assert "<textarea" not in shown_page


@pytest.mark.parametrize("name", ANSWERED)
def test_an_answer_has_a_form_for_exports(name):
    asked, value = question_of(name), some_answer(name)
    exported = asked.type.export(asked, value)
    assert isinstance(exported, str | int | float | Decimal | date)
    json.dumps(asked.type.for_json(asked, value))


@pytest.mark.parametrize("name", ANSWERED)
def test_rules_see_a_sample_like_an_answer(name):
    asked = question_of(name)
    seen = asked.type.for_rules(asked, some_answer(name))
    assert type(asked.type.sample(asked)) is type(seen)
    expressions.Scope({"q": seen}).holds("has(answers.q)")


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_inputs_have_a_name_for_everybody(name, language):
    made_form, _asked = made(name, hint={"kk": "Көмек", "ru": "Подсказка"})
    section = made_form.by_key["main"]
    shown_page = page(section, Answers(), evaluate(made_form, {"main": Answers()}), language)
    assert 'id="q-q' in shown_page
    assert "<label" in shown_page or "<legend" in shown_page or "aria-labelledby" in shown_page or name == "statement"


@pytest.mark.parametrize("name", ANSWERED)
def test_a_snapshot_is_read_without_the_rest(name):
    made_form, _asked = made(name)
    values = {} if kinds[name].is_computed else {"q": some_answer(name)}
    [item] = shown(made_form.by_key["main"], Answers(values), {}, computed={"q": some_answer(name)})
    assert item.text or item.rows or kinds[name].is_file


NUMBERISH = st.text(alphabet=string.digits + " ,.+-−₸тг\u00a0\u202f٣", max_size=25)
DATEISH = st.text(alphabet=string.digits + "./- ", max_size=12)
CONTACTISH = st.text(alphabet="ab@.:/[]%+()- 78әқ#?=", max_size=40)
WORDS = st.sampled_from(["", "yes", "no", "a", "b", "s", "kzt", "71", "61", "Астана қаласы", "true", *NASTY])
ANYTHING = st.one_of(st.text(max_size=60), NUMBERISH, DATEISH, CONTACTISH, WORDS)
SHARED = hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.mark.parametrize("name", TYPED)
@pytest.mark.parametrize("language", LANGUAGES)
@SHARED
@given(raw=st.lists(ANYTHING, max_size=8))
def test_any_input_is_an_answer_or_invalid_and_an_answer_reads_back(name, language, raw):
    asked = question_of(name)
    kind = asked.type
    with translation.override(language):
        try:
            value = kind.parse(asked, [clean(text) for text in raw])
        except Invalid:
            return
        assert kind.parse(asked, kind.to_raw(asked, value)) == value
        assert isinstance(kind.display(asked, value), str)
        if value is not None:
            kind.for_rules(asked, value)
            json.dumps(kind.for_json(asked, value))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("integer", st.integers(-(10**15) + 1, 5000)),
        ("money", st.decimals(0, 10**13, places=2).map(str)),
        ("decimal", st.decimals(-(10**13), 10**13, places=2).map(lambda number: format((number + 0).normalize(), "f"))),
        ("date", st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)).map(str)),
        ("yes_no", st.booleans()),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_reads_back_from_what_the_input_shows(name, values, language):
    asked = question_of(name)

    @SHARED
    @given(value=values)
    def reads_back(value):
        with translation.override(language):
            assert asked.type.parse(asked, asked.type.to_raw(asked, value)) == value

    reads_back()
