"""Whatever is typed, a kind gives a value it can show and read again, or says that it is invalid."""

import string
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.text import clean
from programs.fields.base import Invalid, kinds
from tests.programs.making import options, question, settings

SETTINGS = {
    "choice": {"options": options("a", "b")},
    "choices": {"options": options("a", "b", "c"), "most": 2},
    "table": {"columns": [settings("text")]},
    "fixed_table": {"columns": [settings("text")], "rows": [{"key": "first", "label": {"kk": "1", "ru": "1"}}]},
    "computed": {"value": "1.0"},
}
QUESTIONS = {name: question(name, **SETTINGS.get(name, {})) for name in kinds}
READ_FROM_FORMS = sorted(
    name for name in kinds
    if kinds[name].has_answer and not (kinds[name].is_table or kinds[name].is_file or kinds[name].is_computed)
)  # fmt: skip

NUMBERISH = st.text(alphabet=string.digits + " ,.+-−₸тг\u00a0\u202f٣", max_size=25)
DATEISH = st.text(alphabet=string.digits + "./- ", max_size=12)
CONTACTISH = st.text(alphabet="ab@.:/[]%+()- 78әқ#?=", max_size=40)
WORDS = st.sampled_from(["", "yes", "no", "a", "b", "c", "true", "<b>", "\x00", "😀", "а" * 10_000])
TYPED = st.one_of(st.text(max_size=60), NUMBERISH, DATEISH, CONTACTISH, WORDS)


@pytest.mark.parametrize("name", READ_FROM_FORMS)
@pytest.mark.parametrize("language", ["kk", "ru"])
@given(raw=st.lists(TYPED, max_size=4))
def test_any_input_is_an_answer_or_invalid_and_an_answer_reads_back(name, language, raw):
    asked = QUESTIONS[name]
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


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("integer", st.integers(-(10**15) + 1, 10**15 - 1)),
        ("money", st.decimals(0, 10**13, places=2).map(str)),
        ("decimal", st.decimals(-(10**13), 10**13, places=2).map(lambda number: format((number + 0).normalize(), "f"))),
        (
            "date",
            st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)).map(str),
        ),
        ("yes_no", st.booleans()),
    ],
)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_value_reads_back_from_what_the_input_shows(name, values, language):
    asked = QUESTIONS[name]

    @given(value=values)
    def reads_back(value):
        with translation.override(language):
            assert asked.type.parse(asked, asked.type.to_raw(asked, value)) == value

    reads_back()


def test_every_kind_of_the_registry_is_covered():
    assert set(READ_FROM_FORMS) | {"table", "fixed_table", "file", "computed", "statement"} == set(kinds)
