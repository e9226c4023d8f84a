"""Texts leave as a table, and come back only where nothing is lost by it."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal.journal.models import Event
from programs.definition.base import Text
from programs.definition.texts import digest, texts
from programs.dumping import dump
from programs.loading import WorkingCopyChanged, load
from programs.models import Call, CallDraft, CallType
from programs.translating import NotImportable, export_texts, import_texts
from tests.programs.making import both, options, program, settings

pytestmark = pytest.mark.django_db
NAME = "forms.application.sections.main.questions.name.label"


def whole():
    """A program with texts at every depth."""

    def change(made):
        made["forms"]["application"]["sections"][0]["questions"] += [
            settings("choice", "way", label={"kk": "Қалай?", "ru": "Как?"}, options=options("a", "b")),
            settings("table", "items", columns=[settings("text", "what", label={"kk": "Не?", "ru": "Что?"})]),
        ]
        made["letters"] = {"awarded": {"subject": both("Құттықтаймыз"), "body": both("№ {{ application.number }}")}}

    return program(change)


@pytest.fixture
def call():
    return load(whole()).call


def table(call):
    return list(csv.reader(StringIO(export_texts(call).removeprefix("\ufeff"), newline=""), delimiter=";"))


def as_file(rows, delimiter=";"):
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return ("\ufeff" + out.getvalue()).encode()


def translated(call, changes, **options):
    """The file as a translator returns it; `changes`: path → {column: text}."""
    header, *rows = table(call)
    place = {name: number for number, name in enumerate(header)}
    for row in rows:
        for column, text in changes.get(row[0], {}).items():
            row[place[column]] = text
    return as_file([header, *rows], **options)


def refusals(call, data):
    before = dump(call)
    with pytest.raises(NotImportable) as refused:
        import_texts(call, data)
    assert dump(Call.objects.get()) == before
    return [str(fault) for fault in refused.value.faults]


def test_table_has_every_text_by_the_path_of_its_keys(call):
    header, *rows = table(call)
    assert header == ["path", "kk", "ru", "digest"]
    paths = [row[0] for row in rows]
    assert paths[:3] == [
        "forms.application.sections.main.title",
        NAME,
        "forms.application.sections.main.questions.way.label",
    ]
    assert "forms.application.sections.main.questions.way.options.b.label" in paths
    assert "forms.application.sections.main.questions.items.columns.what.label" in paths
    assert {"letters.awarded.body", "stages.board.label", "call.title", "organization.call_types.travel"} <= set(paths)
    assert "program.parent.title" in paths
    assert len(set(paths)) == len(paths) == len(list(texts(whole())))


def test_excel_opens_it_with_kazakh_letters(call):
    data = export_texts(call).encode()
    assert data.startswith(b"\xef\xbb\xbfpath;kk;ru;digest\r\n")
    assert "Қалай?;Как?" in data.decode()


def test_returned_unchanged_it_changes_nothing(call):
    before = dump(call)
    assert import_texts(call, export_texts(call).encode()) == []
    assert dump(call) == before
    assert not Event.objects.filter(kind="call.translated").exists()


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_translation_reaches_working_copy_and_live_texts(call, delimiter):
    changes = {
        NAME: {"ru": "Имя"},
        "call.title": {"kk": "Жаңа атау"},
        "organization.call_types.travel": {"ru": "Поездки"},
    }
    assert import_texts(call, translated(call, changes, delimiter=delimiter)) == [
        NAME,
        "organization.call_types.travel",
        "call.title",
    ]
    call = Call.objects.get()
    assert call.draft.definition["forms"]["application"]["sections"][0]["questions"][0]["label"]["ru"] == "Имя"
    assert call.draft.revision == 2
    assert (call.title_kk, CallType.objects.get().title_ru) == ("Жаңа атау", "Поездки")
    assert Event.objects.get(kind="call.translated").call_id == call.pk


def test_file_loaded_later_does_not_undo_a_translation_unseen(call):
    import_texts(call, translated(call, {NAME: {"ru": "Имя"}}))
    with pytest.raises(WorkingCopyChanged):
        load(whole())


def test_nothing_but_texts_changes(call):
    Call.objects.update(opens_at=call.opens_at + timedelta(seconds=30))
    CallType.objects.update(sort_key=7)
    call.refresh_from_db()
    import_texts(call, translated(call, {"call.title": {"kk": "Жаңа"}}))
    assert Call.objects.get().opens_at == call.opens_at
    assert CallType.objects.get().sort_key == 7


def edit(call, **label):
    draft = CallDraft.objects.get(call=call)
    draft.definition["forms"]["application"]["sections"][0]["questions"][0]["label"] |= label
    draft.save()


def test_text_changed_meanwhile_is_refused_with_both(call):
    data = translated(call, {NAME: {"ru": "Имя"}, "call.title": {"kk": "Жаңа"}})
    edit(call, ru="Полное название")
    (said,) = refusals(call, data)
    assert said.startswith(f"row 3: {NAME}: changed since the export: kk now «name», in the file «name»; ")
    assert said.endswith("ru now «Полное название», in the file «Имя»")


def test_text_changed_meanwhile_that_no_translator_touched_stays(call):
    data = translated(call, {"call.title": {"kk": "Жаңа"}})
    edit(call, ru="Полное название")
    assert import_texts(call, data) == ["call.title"]
    assert "Полное название" in dump(Call.objects.get())


def test_same_change_on_both_sides_is_no_conflict(call):
    data = translated(call, {NAME: {"ru": "Имя"}})
    edit(call, ru="Имя")
    assert import_texts(call, data) == []


@pytest.mark.parametrize(
    ("path", "change", "said"),
    [
        (NAME, {"path": "forms.application.gone"}, "forms.application.gone: the call has no text of this path"),
        (NAME, {"kk": " "}, f"{NAME}: the text is missing in kk"),
        ("letters.awarded.body", {"ru": "Поздравляем"}, "letters.awarded.body: {{ application.number }} is missing in ru"),
        (
            "letters.awarded.body",
            {"ru": "{{ application.number }} {{ applicant.iin }}"},
            "letters.awarded.body: Value error, letters don't know applicant.iin",
        ),
        (
            "call.title",
            {"kk": "ә" * 201},
            "call.title: Value error, the text in kk is 1 characters too long: at most 200 fit",
        ),
        ("call.title", {"path": NAME}, f"{NAME}: it stands in row 3 too"),
    ],
)  # fmt: skip
def test_fault_is_told_by_its_row_and_nothing_is_stored(call, path, change, said):
    row = 1 + [row[0] for row in table(call)].index(path)
    data = translated(call, {path: change, "program.title": {"kk": "Жаңа"}})
    assert refusals(call, data) == [f"row {row}: {said}"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("path;kk;ru;digest\nх;х;х;х".encode("cp1251"), "row 1: the file isn't UTF-8: save it as «CSV UTF-8»"),
        (b"", "row 1: there is no column path, kk, ru, digest"),
        (b"path;kk\na;b", "row 1: there is no column ru, digest"),
        (b'path;kk;ru;digest\na;"b', "row 1: this isn't a table: unexpected end of data"),
        (b"path;kk;ru;digest\na", "row 2: a: the call has no text of this path"),
    ],
)
def test_what_is_no_such_table_is_refused(call, data, said):
    assert refusals(call, data) == [said]


def test_column_of_a_translator_and_empty_rows_are_passed_over(call):
    header, *rows = table(call)
    with_notes = [[*header, "ескерту"], *([*row, "көрдім"] for row in rows), [""] * 5]
    assert import_texts(call, as_file(with_notes)) == []


@pytest.mark.parametrize("text", ["=1+1", "+7 701", "-5", "@here", "'=1", "''", "\t=1"])
def test_text_is_never_a_formula_and_comes_back_as_it_was(text):
    call = load(program(lambda made: made["call"].update(title={"kk": text, "ru": "Название"}))).call
    (row,) = [row for row in table(call) if row[0] == "call.title"]
    assert row[1] == f"'{text}"
    other = {"call.title": {"ru": "Другое"}}
    assert import_texts(call, translated(call, other)) == ["call.title"]
    assert Call.objects.get().title_kk == text


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1) | st.text("=+-@'\n \"", min_size=1))
def test_any_text_makes_the_way_there_and_back(call, text):
    if not text.strip():
        return
    edit(call, kk=text, ru="Название")
    import_texts(call, translated(call, {NAME: {"ru": f"{text} по-русски"}}))
    label = CallDraft.objects.get(call=call).definition["forms"]["application"]["sections"][0]["questions"][0]["label"]
    assert digest(Text(kk=label["kk"], ru="")) == digest(Text(kk=text, ru=""))


def test_commands_write_and_take_the_file(call, tmp_path):
    file = tmp_path / "texts.csv"
    call_command("program_texts", "export", call.slug, "--output", str(file))
    assert file.read_bytes() == export_texts(call).encode()
    file.write_bytes(translated(call, {NAME: {"ru": "Имя"}}))
    out = StringIO()
    call_command("program_texts", "import", call.slug, str(file), "--dry-run", stdout=out)
    assert out.getvalue().splitlines() == [f"changed {NAME}", "1 texts, but this was a dry run, nothing is stored"]
    assert "Имя" not in dump(Call.objects.get())
    call_command("program_texts", "import", call.slug, str(file), stdout=out)
    assert "Имя" in dump(Call.objects.get())
    file.write_text("a;b\n")
    with pytest.raises(CommandError, match="nothing was imported:\nrow 1: there is no column"):
        call_command("program_texts", "import", call.slug, str(file))
    for arguments in (["export", "nowhere", "--output", str(file)], ["import", call.slug, str(tmp_path / "gone.csv")]):
        with pytest.raises(CommandError):
            call_command("program_texts", *arguments)
