import gettext
import shutil

import pytest

from portal.dev import Problem, messages

CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n!=1);\\n"

msgid "Save"
msgstr "{save}"

msgid "%(count)s row"
msgid_plural "%(count)s rows"
msgstr[0] "%(count)s жол"
msgstr[1] "%(count)s жол"
"""
SOURCE = """\
from django.utils.translation import gettext, ngettext

gettext("Save")
ngettext("%(count)s row", "%(count)s rows", 2)
"""


@pytest.fixture
def tree(tmp_path):
    for name in messages.PACKAGES:
        (tmp_path / name).mkdir()
    (tmp_path / "portal" / "pages.py").write_text(SOURCE)
    for language in messages.LANGUAGES:
        write(tmp_path, language, "Сақтау")
    return tmp_path


def write(tree, language, save):
    path = tree / "locale" / language / messages.OWN
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CATALOGUE.replace("{save}", save))
    return path


def test_compiled_messages_are_found_by_gettext(tree):
    messages.compile_messages(tree)
    found = gettext.translation("django", tree / "locale", ["kk"])
    assert found.gettext("Save") == "Сақтау"
    assert found.ngettext("%(count)s row", "%(count)s rows", 5) == "%(count)s жол"
    assert not list(tree.rglob("*.tmp"))


def test_compiling_again_touches_only_what_changed(tree):
    messages.compile_messages(tree)
    compiled = [tree / "locale" / language / messages.OWN.with_suffix(".mo") for language in messages.LANGUAGES]
    before = [path.stat().st_ino for path in compiled]
    source = tree / "locale" / "kk" / messages.OWN
    source.touch()
    messages.compile_messages(tree)
    after = [path.stat().st_ino for path in compiled]
    assert before[0] != after[0]
    assert before[1] == after[1]


needs_gettext = pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")


@needs_gettext
def test_complete_messages_pass(tree, capsys):
    messages.check(tree)
    assert "complete" in capsys.readouterr().out


@needs_gettext
def test_check_names_what_is_missing_and_what_is_left_over(tree):
    (tree / "portal" / "pages.py").write_text(SOURCE.replace("Save", "Submit"))
    with pytest.raises(Problem) as found:
        messages.check(tree)
    assert "kk: not in the catalogue: 'Submit'" in str(found.value)
    assert "ru: no longer in the sources: 'Save'" in str(found.value)


@needs_gettext
@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda text: text.replace('"Сақтау"', '""'), "empty: 'Save'"),
        (lambda text: text.replace('msgid "Save"', '#, fuzzy\nmsgid "Save"'), "fuzzy: 'Save'"),
        (lambda text: text.replace('msgstr[1] "%(count)s жол"', 'msgstr[1] ""'), "empty: '%(count)s row'"),
        (
            lambda text: text.replace('msgid "%(count)s row"', '#, python-format\nmsgid "%(count)s row"').replace(
                '[0] "%(count)s', '[0] "%(number)s'
            ),
            "number",
        ),
    ],
)
def test_check_names_entries_that_are_not_finished(tree, change, finding):
    path = tree / "locale" / "kk" / messages.OWN
    path.write_text(change(path.read_text()))
    with pytest.raises(Problem) as found:
        messages.check(tree)
    assert finding in str(found.value)
