"""Definitions as YAML: the same words come back, and the same definition always gives the same bytes."""

import textwrap

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from programs.definition.document import ProgramFile
from programs.definition.plain import plain
from programs.definition.reading import read_plain
from programs.definition.writing import write
from programs.fields.base import kinds
from tests.programs import making

# PostgreSQL refuses them, and so does the reader.
WRITABLE = st.characters(
    blacklist_categories=("Cs",), blacklist_characters="".join(map(chr, [*range(9), 11, 12, *range(14, 32), 127]))
)
AWKWARD = st.sampled_from([
    "", " ", "- тізім", "a: b", "# тақырып", "'", '"', "\\", "{", "[a, b]", "*", "&a", "!x", "|", ">", "%", "@", "`", "~",
    "yes", "Null", "2027-05-01", "12:30", "1_000", "0x1F", ".inf", "=", "<<", "include", "\n", "\t", "\r\n", "\u2028",
    "\u0085", "\ufeff", "\u00a0", "---", "...", "? a", "a #b", "a:", "\U0001f600", "сөз " * 60, "бос  орын", "жол\n\nжол\n",
])  # fmt: skip
TEXT = st.lists(st.text(WRITABLE, max_size=12) | AWKWARD, max_size=5).map("".join)
BOTH = st.fixed_dictionaries({"kk": TEXT, "ru": TEXT})
NUMBER = st.none() | st.decimals(-(10**6), 10**9, places=2) | st.integers(-100, 10**9)
OWN = {
    "choice": {"options": [{"key": "null", "label": making.both()}, {"key": "on", "label": making.both("Басқа: №2")}]},
    "choices": {"options": [{"key": "a", "label": making.both()}], "most": 1},
    "computed": {"value": '100.0 * total(answers.items, "sum") / 3.0', "as": "money"},
    "file": {"accept": ["pdf", "docx"], "files": {"max": 3, "each": "512 KB"}},
    "date": {"min": "2027-05-01"},
    "decimal": {"min": "0.01", "max": "100.50", "places": 4},
    "money": {"max": 10**12},
    "reference": {"list": "places", "level": 2, "under": "region"},
    "fixed_table": {
        "rows": [{"key": "no", "label": making.both("Саны, адам")}],
        "columns": [{"key": "planned", "kind": "integer", "label": making.both(), "unit": "%"}],
    },
}  # fmt: skip


@st.composite
def questions(draw, names):
    kind = draw(st.sampled_from(names))
    asked = making.settings(kind, draw(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)), **OWN.get(kind, {}))
    asked |= {"label": draw(BOTH), "hint": draw(BOTH), "required": draw(st.sampled_from([True, False, "soft"]))}
    asked |= {"show_if": draw(TEXT)} if draw(st.booleans()) else {}
    if kind == "money":
        asked["min"] = draw(NUMBER)
    if kind == "table":
        asked["columns"] = [draw(questions(names=("text", "choice", "decimal", "computed")))]
        asked["checks"] = [{"rule": draw(TEXT) or "true", "message": draw(BOTH), "at": "on"}]
    return asked


def document_with(asked, **parts):
    def change(made):
        made["forms"]["application"]["sections"][0] |= {"questions": asked, **parts}

    return making.program(change)


def test_every_kind_can_be_tried():
    for kind in set(kinds) - {"table"}:  # a table gets its columns above
        kinds[kind].settings.model_validate(making.settings(kind, **OWN.get(kind, {})))


def read_back(folder, text):
    file = folder / "program.yaml"
    file.write_text(text, encoding="utf-8", newline="")
    return ProgramFile.model_validate(read_plain(file).data)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.lists(questions(names=tuple(sorted(kinds))), max_size=4), intro=BOTH, title=BOTH)
@example(asked=[], intro={"kk": "a\n \nb", "ru": "x" * 200}, title={"kk": "сөз " * 60 + "сөз", "ru": "a\nb"})
def test_whatever_a_definition_says_comes_back_and_is_written_the_same(tmp_path, asked, intro, title):
    document = document_with(asked, intro=intro, title=title)
    text = write(plain(document))
    again = read_back(tmp_path, text)
    assert again == document
    assert again.definition().digest() == document.definition().digest()
    assert write(plain(again)) == text


def section(text):
    return text[text.index("      - key: main\n") : text.index("      - {key: confirm")]


def test_question_stands_on_one_line_where_it_fits_and_long_texts_are_folded():
    document = document_with(
        [
            making.settings("text", "name", label={"kk": "Атауы", "ru": "Название"}, required=True),
            making.settings("choice", "way", label={"kk": "Қалай?", "ru": "Как?"}, options=making.options("a", "b")),
            making.settings("yes_no", "has", label={"kk": "Бар ма?", "ru": "Есть?"}, show_if='answers.way == "a"'),
        ],
        intro={"kk": "Бір екі үш төрт бес алты жеті. " * 5 + "Соңы.", "ru": "Абзац.\n\n- пункт"},
        title={"kk": "Негізгі", "ru": "Основное"},
    )
    assert section(write(plain(document))) == textwrap.indent(
        textwrap.dedent(
            """\
            - key: main
              title: {kk: "Негізгі", ru: "Основное"}
              intro:
                kk: >-
                  Бір екі үш төрт бес алты жеті. Бір екі үш төрт бес алты жеті. Бір екі үш төрт бес алты жеті. Бір
                  екі үш төрт бес алты жеті. Бір екі үш төрт бес алты жеті. Соңы.
                ru: |-
                  Абзац.

                  - пункт
              questions:
                - {key: name, kind: text, label: {kk: "Атауы", ru: "Название"}, required: true}
                - key: way
                  kind: choice
                  label: {kk: "Қалай?", ru: "Как?"}
                  options:
                    - {key: a, label: {kk: "a", ru: "a"}}
                    - {key: b, label: {kk: "b", ru: "b"}}
                - {key: has, kind: yes_no, label: {kk: "Бар ма?", ru: "Есть?"}, show_if: answers.way == "a"}
            """
        ),
        "      ",
    )


@pytest.mark.parametrize(
    ("kind", "own", "written"),
    [
        ("file", {"files": {"each": "20 MB"}}, "files: {each: 20 MB}"),
        ("file", {"files": {"each": 1000}}, "files: {each: 1000}"),
        ("date", {"min": "2027-05-01"}, "min: 2027-05-01"),
        ("money", {"max": "100.50"}, 'max: "100.50"'),
        ("money", {"max": "0.01"}, "max: 0.01"),
        ("integer", {"min": 5}, "min: 5"),
        ("computed", {"value": "1.0", "as": "money"}, 'value: "1.0", as: money'),
    ],
)
def test_settings_are_written_as_an_author_would(kind, own, written):
    assert f"{written}}}\n" in write(plain(document_with([making.settings(kind, **own)])))


def test_who_and_when_stand_above_what_is_asked():
    parts = [line.split(":")[0] for line in write(plain(making.program())).splitlines() if line and line[0] != " "]
    assert parts[:5] == ["format", "organization", "program", "call", "forms"]


@pytest.mark.parametrize(("grace", "written"), [("20 min", "20 min"), ("PT90S", "PT1M30S"), ("0 min", "0 min")])
def test_grace_is_written_in_minutes(grace, written):
    assert f"  grace: {written}\n" in write(plain(making.program(lambda made: made["call"].update(grace=grace))))
