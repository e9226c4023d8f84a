"""What the libraries say to a person: all of it in Kazakh and in Russian, with nothing lost on the way."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
import phonenumber_field
import polib
import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation
from django.views.i18n import JSONCatalog

LIBRARIES = Path(__file__).parents[2] / "locale" / "libraries"
CATALOGUES = sorted(LIBRARIES.rglob("*.po"))

DJANGO, ALLAUTH, PHONES = (Path(package.__file__).parent for package in (django, allauth, phonenumber_field))
CONTRIB = ("admin", "auth", "contenttypes", "humanize", "postgres", "sessions")
# Each folder with the languages it has: the English catalogue of a library where there is one, else any complete one.
SOURCES = [
    (DJANGO / "conf" / "locale", "en"),
    *((DJANGO / "contrib" / name / "locale", "en") for name in CONTRIB),
    (ALLAUTH / "locale", "ru"),
    (PHONES / "locale", "ru"),
]
UNUSED_PARTS = ("socialaccount", "mfa", "usersessions", "idp", "headless")

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}|</?\w+[^>]*>")
MIXED_ALPHABETS = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
FOREIGN_LETTER = re.compile(r"[^\W\d_A-Za-zА-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")

Key = tuple[str | None, str, str]


def entries(path: Path) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def is_used(entry: polib.POEntry) -> bool:
    """Screens of allauth's parts that aren't installed don't count."""
    places = [path for path, _ in entry.occurrences]
    return not places or any(not any(part in path for part in UNUSED_PARTS) for path in places)


def visible(domain: str, language: str | None = None) -> dict[Key, polib.POEntry]:
    found = {}
    for folder, complete in SOURCES:
        path = folder / (language or complete) / "LC_MESSAGES" / f"{domain}.po"
        if path.exists():
            found |= {key(entry): entry for entry in entries(path) if is_used(entry)}
    return found


def own(language: str, domain: str) -> dict[Key, polib.POEntry]:
    path = LIBRARIES / language / "LC_MESSAGES" / f"{domain}.po"
    return {key(entry): entry for entry in entries(path)} if path.exists() else {}


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def shown(entry: polib.POEntry, count: int) -> str:
    context, one, many = key(entry)
    if many:
        return translation.npgettext(context, one, many, count) if context else translation.ngettext(one, many, count)
    return translation.pgettext(context, one) if context else translation.gettext(one)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The catalogues as they stand in the sources, whatever has been compiled before."""
    folder = tmp_path_factory.mktemp("locale")
    for source in CATALOGUES:
        target = folder / source.relative_to(LIBRARIES).with_suffix(".mo")
        target.parent.mkdir(parents=True, exist_ok=True)
        polib.pofile(str(source)).save_as_mofile(str(target))
    with override_settings(LOCALE_PATHS=[folder]):
        yield


def test_project_texts_win_over_texts_for_libraries():
    assert [Path(path).relative_to(settings.BASE_DIR).as_posix() for path in settings.LOCALE_PATHS] == [
        "locale",
        "locale/libraries",
    ]


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_kazakh_catalogue_holds_exactly_what_the_libraries_say(domain):
    assert own("kk", domain).keys() == visible(domain).keys()


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_russian_has_no_gaps(domain):
    russian = visible(domain, "ru") | own("ru", domain)
    gaps = [k for k in visible(domain) if k not in russian or russian[k].fuzzy or not russian[k].translated()]
    assert gaps == []


def test_russian_catalogue_corrects_only_texts_that_exist():
    assert own("ru", "django").keys() <= visible("django").keys()


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_gettext_shows_our_texts(language):
    with translation.override(language):
        for entry in own(language, "django").values():
            assert shown(entry, count=1) == forms(entry)[0]
            assert shown(entry, count=7) == forms(entry)[-1]


@pytest.mark.usefixtures("compiled")
def test_scripts_of_the_admin_get_our_texts(rf):
    with translation.override("kk"):
        response = JSONCatalog.as_view(packages=["django.contrib.admin"])(rf.get("/"))
    catalogue = json.loads(response.content)["catalog"]
    assert catalogue["Choose a Date"] == "Күнді таңдаңыз"
    assert catalogue["one letter Monday\x04M"] == "Д"


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    "message",
    [
        "This field is required.",
        "Enter a valid email address.",
        "Your password must contain at least %(min_length)d character.",
        "The email address and/or password you specified are not correct.",
        "Too many failed login attempts. Try again later.",
    ],
)
def test_messages_of_forms_speak_kazakh_without_shouting(message):
    with translation.override("kk"):
        text = translation.ngettext(message, message, 1) if "%(" in message else translation.gettext(message)
    assert re.search("[әғқңөұүһі]", text)
    assert text.endswith(".")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(LIBRARIES).as_posix())
class TestCatalogue:
    def test_plural_rule_is_that_of_django(self, path):
        language, domain = path.relative_to(LIBRARIES).parts[0], path.name
        django_own = DJANGO / "contrib" / "admin" / "locale" / language / "LC_MESSAGES" / domain
        rules = [polib.pofile(str(file)).metadata["Plural-Forms"] for file in (path, django_own)]
        assert rules[0].replace(" ", "") == rules[1].replace(" ", "")

    def test_nothing_is_empty_or_fuzzy_or_twice(self, path):
        assert [entry.msgid for entry in entries(path) if entry.fuzzy or not all(forms(entry))] == []
        keys = [key(entry) for entry in entries(path)]
        assert len(keys) == len(set(keys))

    def test_placeholders_and_tags_are_kept(self, path):
        for entry in entries(path):
            kept = [set(PLACEHOLDER.findall(form)) for form in forms(entry)]
            one, many = (set(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural or entry.msgid))
            assert kept[-1] == many, entry.msgid
            # «one hour ago» may leave the number out where «7 hours ago» can't.
            assert all(found in (one, many) for found in kept), entry.msgid

    def test_space_around_and_lines_within_are_kept(self, path):
        for entry in entries(path):
            for form in forms(entry):
                assert (form[:1].isspace(), form[-1:].isspace()) == (
                    entry.msgid[:1].isspace(),
                    entry.msgid[-1:].isspace(),
                ), entry.msgid

    def test_nobody_is_shouted_at(self, path):
        loud = [entry.msgid for entry in entries(path) if "!" in "".join(forms(entry)) and "!" not in entry.msgid]
        assert loud == []

    def test_no_latin_letter_hides_in_a_cyrillic_word(self, path):
        texts = [PLACEHOLDER.sub(" ", form) for entry in entries(path) for form in forms(entry)]
        assert [text for text in texts if MIXED_ALPHABETS.search(text) or FOREIGN_LETTER.search(text)] == []
