"""Program files: every finding has its file, line and path."""

import textwrap

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.definition.reading import FileFaults, read_program

GOOD = """\
format: 1
organization:
  slug: birlik
  title: {kk: "Бірлік қоры", ru: "Фонд «Бирлик»"}
program:
  slug: open-media
  title: {kk: "Ашық медиа", ru: "Открытые медиа"}
call:
  slug: open-media-2027
  title: {kk: "Ашық медиа", ru: "Открытые медиа"}
  opens: 2027-01-15 09:00
  closes: 2027-03-01 18:00
forms:
  application:
    sections:
      - key: main
        title: {kk: "Негізгі", ru: "Основное"}
        questions:
          - {key: name, kind: text, label: {kk: "Атауы", ru: "Название"}}
      - {key: confirm, summary: true, title: {kk: "Растау", ru: "Подтверждение"}}
stages:
  - {key: board, kind: decision, label: {kk: "Шешім", ru: "Решение"}}
"""
NAME_LINE = 19


@pytest.fixture
def write(tmp_path):
    def write(text, name="program.yaml"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


def findings(file):
    with pytest.raises(FileFaults) as caught:
        read_program(file)
    return caught.value.findings


def only(file):
    (finding,) = findings(file)
    return finding


def test_good_file_is_read(write):
    document, _source = read_program(write(GOOD))
    assert document.call.slug == "open-media-2027"
    assert document.forms["application"].questions["name"].kind == "text"
    assert document.call.moment(document.call.opens).isoformat() == "2027-01-15T09:00:00+05:00"


def test_finding_reads_as_one_line(write):
    file = write(GOOD.replace("kind: text", "kind: txet"))
    assert str(only(file)).startswith(
        f"program.yaml:{NAME_LINE}: forms.application.sections.0.questions.0: unknown question kind 'txet'; known: "
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "path"),
    [
        ("kind: text,", "kind: text, colour: red,", NAME_LINE, "forms.application.sections.0.questions.0.colour"),
        ("kind: text,", "kind: text, max: -1,", NAME_LINE, "forms.application.sections.0.questions.0.max"),
        ("key: name, kind", "key: Name, kind", NAME_LINE, "forms.application.sections.0.questions.0.key"),
        ("{key: name, kind: text,", "{key: name,", NAME_LINE, "forms.application.sections.0.questions.0"),
        ("kind: decision", "kind: lottery", 22, "stages.0"),
        ("format: 1", "format: 2", 1, "format"),
        ("slug: open-media\n", "slug: Open Media\n", 6, "program.slug"),
        ("opens: 2027-01-15 09:00", "opens: 15.01.2027", 11, "call.opens"),
        ("opens: 2027-01-15 09:00", "opens: 2027-02-31 09:00", 11, "call.opens"),
        ("opens: 2027-01-15 09:00", "opens: 2027-05-01 09:00", 8, "call"),
        ("  closes:", "  zone: Asia/Atlantis\n  closes:", 12, "call.zone"),
        ("  closes:", "  type: lottery\n  closes:", 12, "call.type"),
        ("  closes:", "  minutes: 0\n  closes:", 12, "call.minutes"),
        ("program:\n", "program:\n  contacts: {email: birlik}\n", 6, "program.contacts.email"),
        ("program:\n", "program:\n  parent: {slug: open-media, title: {kk: а, ru: а}}\n", 6, "program.parent.slug"),
        ("stages:", "letters: {thanks: {subject: {kk: а, ru: а}, body: {kk: а, ru: а}}}\nstages:", 21, "letters.thanks.[key]"),
        ("kk: \"Негізгі\"", "en: \"Main\", kk: \"Негізгі\"", 17, "forms.application.sections.0.title.en"),
        (", ru: \"Название\"", "", NAME_LINE, "forms.application.sections.0.questions.0.label"),
        ("kk: \"Растау\"", "kk: \"  \"", 20, "forms.application.sections.1.title"),
    ],
)  # fmt: skip
def test_fault_has_its_line_and_path(write, old, new, line, path):
    assert GOOD.count(old) == 1
    finding = findings(write(GOOD.replace(old, new)))[0]
    assert (finding.file, finding.line, finding.path) == ("program.yaml", line, path)
    assert finding.message


def test_every_fault_is_found_at_once(write):
    text = GOOD.replace("kind: text,", "kind: text, colour: red,").replace("kind: decision", "kind: lottery")
    assert len(findings(write(text))) == 2


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("format: 1\nformat: 1\n", 2, "duplicate key"),
        ("call:\n\tslug: a\n", 2, "\\t"),
        ("call: [1, 2\n", 2, "expected"),
        ("a: &x {b: 1}\nc: *x\n", 2, "aliases"),
        ("a: {b: 1}\nc:\n  <<: {d: 1}\n", 3, "merge keys"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "tags"),
        ("a: !!set {x}\n", 1, "tags"),
        ("a: 1\n---\nb: 2\n", 2, "document"),
        ("a: 1\nb: \x07\n", 2, "special characters"),
        ("[" * 3000 + "]" * 3000, 1, "nested"),
        ("- \n" * 70_000, 60_000, "too many"),
        ("a: [" + "1," * 70_000 + "1]\n", 1, "too many"),
        ("format: " + "9" * 5000, 1, "limit"),
        ("", 1, "dictionary"),
        ("just text", 1, "dictionary"),
        ("- a\n- b\n", 1, "dictionary"),
    ],
)
def test_what_is_no_program_is_refused_with_its_line(write, text, line, words):
    finding = findings(write(text))[0]
    assert (finding.file, finding.line) == ("program.yaml", line)
    assert words in finding.message


@pytest.mark.parametrize("character", [r"\ud800", r"\0", r"\x1b"])
def test_character_that_the_database_refuses_is_found_before(write, character):
    finding = only(write(GOOD.replace('"Атауы"', f'"{character}"')))
    assert (finding.line, finding.message) == (NAME_LINE, "control characters and lone surrogates can't be kept")


@pytest.mark.parametrize(
    ("content", "words"), [(b"#" * 5 * 2**20, "larger than 1 MB"), (b"a: \xff\xfe", "can't be read")]
)
def test_file_that_is_too_large_or_not_text_is_refused(write, content, words):
    assert words in only(write(content)).message


def test_file_that_is_not_there_is_refused(tmp_path):
    assert "can't be read" in only(tmp_path / "gone.yaml").message


def included(text, what="      - include: sections/main.yaml\n"):
    start, end = text.index("      - key: main"), text.index("      - {key: confirm")
    return text[:start] + what + text[end:]


SECTION = textwrap.dedent(
    """\
    key: main
    title: {kk: "Негізгі", ru: "Основное"}
    questions:
      - {key: name, kind: text, label: {kk: "Атауы", ru: "Название"}}
    """
)


def test_included_section_stands_in_its_place(write):
    write(SECTION, "sections/main.yaml")
    document, _source = read_program(write(included(GOOD)))
    assert [section.key for section in document.forms["application"].sections] == ["main", "confirm"]


def test_fault_in_an_included_file_has_that_file_and_line(write):
    write(SECTION.replace("kind: text", "kind: txet"), "sections/main.yaml")
    finding = only(write(included(GOOD)))
    assert (finding.file, finding.line) == ("sections/main.yaml", 4)
    assert finding.path == "forms.application.sections.0.questions.0"


def test_file_may_be_included_anywhere_and_include_what_several_share(write):
    write("slug: birlik\ntitle: {kk: а, ru: а}\n", "shared/organization.yaml")
    write("- {key: a, label: {kk: а, ru: а}}\n- {key: b, label: {kk: б, ru: б}}\n", "shared/options.yaml")
    write(
        "key: main\ntitle: {kk: а, ru: а}\nquestions:\n"
        "  - {key: q, kind: choice, label: {kk: а, ru: а}, options: {include: ../shared/options.yaml}}\n",
        "sections/main.yaml",
    )
    start, end = GOOD.index("organization:\n"), GOOD.index("program:\n")
    text = GOOD[:start] + "organization: {include: shared/organization.yaml}\n" + GOOD[end:]
    document, _source = read_program(write(included(text)))
    assert document.organization.slug == "birlik"
    assert [option.key for option in document.forms["application"].questions["q"].options] == ["a", "b"]


@pytest.mark.parametrize("name", ["../secret.yaml", "/etc/passwd", "sections/../../secret.yaml"])
def test_file_outside_the_folder_cannot_be_included(write, tmp_path, name):
    write(SECTION, "secret.yaml")
    file = write(included(GOOD, f"      - include: {name}\n"), "program/program.yaml")
    finding = only(file)
    assert (finding.file, finding.line) == ("program.yaml", 16)
    assert "only files below program/" in finding.message


def test_link_out_of_the_folder_is_not_followed(write, tmp_path):
    write(SECTION, "secret.yaml")
    file = write(included(GOOD, "      - include: inside.yaml\n"), "program/program.yaml")
    (tmp_path / "program" / "inside.yaml").symlink_to(tmp_path / "secret.yaml")
    assert "only files below" in only(file).message


def test_included_file_that_is_not_there_is_named(write):
    finding = only(write(included(GOOD)))
    assert finding.file == "sections/main.yaml"
    assert "can't be read" in finding.message


def test_files_that_include_each_other_end(write):
    write("include: main.yaml\n", "sections/main.yaml")
    assert "too many files" in only(write(included(GOOD))).message


def test_flood_of_included_files_ends(write):
    write(SECTION, "sections/main.yaml")
    assert "too many files" in only(write(included(GOOD, "      - include: sections/main.yaml\n" * 200))).message


def test_quoted_text_may_be_anything(write):
    document, _source = read_program(write(GOOD.replace('ru: "Открытые медиа"}\n  opens', 'ru: "<<"}\n  opens')))
    assert document.call.title.ru == "<<"


def test_files_are_counted_together(write):
    write("a: [" + "1," * 40_000 + "1]\n", "sections/main.yaml")
    finding = findings(write(included(GOOD, "      - include: sections/main.yaml\n" * 2)))[0]
    assert (finding.file, finding.line) == ("sections/main.yaml", 1)
    assert "too many" in finding.message


def test_thousands_of_findings_are_summed_up(write):
    found = findings(write(GOOD + "".join(f"k{number}: 1\n" for number in range(1000))))
    assert len(found) == 201
    assert found[-1].message == "and 800 more"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.binary(max_size=300) | st.text("ab: -{}[],&*!#|>'\"?\t\n1%@", max_size=200).map(str.encode))
def test_any_file_is_read_or_refused(tmp_path, content):
    file = tmp_path / "any.yaml"
    file.write_bytes(content)
    with pytest.raises(FileFaults):
        read_program(file)
