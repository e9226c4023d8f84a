"""What the documentation names exists: files, links, headings, commands, and the words on the pages."""

import pkgutil
import re
from itertools import product

import pytest
from django.core.management import get_commands
from django.utils import translation

from portal.celery import app
from portal.dev import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "static").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
WORDS = re.compile(r"^\| on the page \| қазақша \| по-русски \|\n\|[-|]+\|\n((?:\|.+\|\n)+)", re.MULTILINE)
FILE = re.compile(r"(?:[\w.*{},-]+/)+(?:[\w.*{},-]+\.\w+)?")
BASES = [ROOT, *(ROOT / room for room in ("applications", "programs", "portal", "tests"))]
NAME = re.compile(r"(?:portal|accounts|programs|applications|notifications)(?:\.[A-Za-z_]\w*)+")
TARGETS = re.search(r"^CHECKS := (.+?)$.*?^\.PHONY: (.+?)$", (ROOT / "Makefile").read_text(), re.MULTILINE | re.DOTALL)

per_page = pytest.mark.parametrize("text", PAGES, ids=lambda text: text.relative_to(ROOT).as_posix())


def anchors(page):
    """As the usual hosts of repositories make them from headings."""
    titles = (title.replace("`", "").lower() for title in HEADING.findall(page.read_text()))
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def is_there(name):
    """`locale/{kk,ru}/` names both; short names are those of a room."""
    parts = [part.strip("{}").split(",") for part in re.split(r"(\{[^}]*\})", name)]
    return all(any(list(base.glob("".join(one))) for base in BASES) for one in product(*parts))


@per_page
def test_links_lead_somewhere(text):
    for link in LINK.findall(text.read_text()):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = link.partition("#")
        target = text.parent / path if path else text
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@per_page
def test_files_exist(text):
    names = [name for code in CODE.findall(text.read_text()) if (name := FILE.fullmatch(code)) and code[0] != "."]
    rooms = {path.name for base in BASES for path in base.iterdir() if path.is_dir()}
    missing = [name[0] for name in names if name[0].split("/")[0] in rooms and not is_there(name[0])]
    assert not missing


@per_page
def test_commands_exist(text):
    codes = CODE.findall(text.read_text())
    made = {match[1] for code in codes if (match := re.match(r"make ([a-z-]+)", code))}
    managed = {match[1] for code in codes if (match := re.search(r"manage\.py ([a-z_]+)", code))}
    assert made <= set(" ".join(TARGETS.groups()).split())
    assert managed <= set(get_commands())


@per_page
def test_names_of_code_exist(text):
    """Modules and what is in them, but for tasks and system checks, which are named alike."""
    app.loader.import_default_modules()
    for name in filter(NAME.fullmatch, CODE.findall(text.read_text())):
        if name not in app.tasks and not re.search(r"\.E\d{3}$", name):
            pkgutil.resolve_name(name)


def test_every_command_of_the_operators_table_exists():
    section = (ROOT / "docs" / "operations.md").read_text().split("## Commands")[1].split("\n## ")[0]
    named = re.findall(r"^\| `(\w+)", section, re.MULTILINE)
    assert named
    assert set(named) <= set(get_commands())


@pytest.mark.parametrize("text", [text for text in PAGES if WORDS.search(text.read_text())], ids=lambda text: text.stem)
def test_words_are_those_on_the_pages(text):
    for row in WORDS.search(text.read_text())[1].splitlines():
        english, *spoken = [cell.strip() for cell in row.strip("|").split("|")]
        for language, words in zip(("kk", "ru"), spoken, strict=True):
            with translation.override(language):
                assert words in {translation.gettext(english), translation.pgettext("application", english)}


def test_decisions_are_numbered_and_short():
    assert [page.name[:4] for page in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]
    for page in DECISIONS:
        text = page.read_text()
        assert len(text.splitlines()) <= 40, page.name
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequence")), page.name
