import pytest

from accounts import consents
from accounts.actions.consenting import agree
from accounts.consents import PERSONAL_DATA, Standing, current, standing
from accounts.models import Consent
from portal.journal.models import Event
from tests.cast import make_person


@pytest.fixture
def newcomer(db):
    return make_person("dana", has_agreed=False)


@pytest.fixture
def texts(tmp_path, monkeypatch):
    """Texts that a test may change."""
    monkeypatch.setattr(consents, "TEXTS", tmp_path)
    current.cache_clear()

    def write(language, version, body):
        (tmp_path / f"{PERSONAL_DATA}.{language}.md").write_text(f"version: {version}\n\n{body}\n")
        current.cache_clear()

    write("kk", "2026-01-01", "Келісемін.")
    write("ru", "2026-01-01", "Согласен.")
    yield write
    current.cache_clear()


def test_texts_of_both_languages_have_one_version():
    kazakh, russian = current(PERSONAL_DATA, "kk"), current(PERSONAL_DATA, "ru")
    assert kazakh.version == russian.version
    assert kazakh.digest != russian.digest
    assert not kazakh.body.startswith("version")


def test_text_without_a_version_is_refused(texts, tmp_path):
    (tmp_path / f"{PERSONAL_DATA}.kk.md").write_text("Келісемін.\n")
    current.cache_clear()
    with pytest.raises(ValueError, match="version"):
        current(PERSONAL_DATA, "kk")


def test_agreeing_keeps_text_language_and_time(newcomer):
    assert standing(newcomer) == Standing.NEVER
    agree(newcomer, text=current(PERSONAL_DATA, "ru"), actor=newcomer)
    consent = Consent.objects.get(user=newcomer)
    text = current(PERSONAL_DATA, "ru")
    assert (consent.kind, consent.version, consent.digest) == (PERSONAL_DATA, text.version, text.digest)
    assert consent.language == "ru"
    assert consent.given_at is not None
    assert Event.objects.get(kind="account.consented").actor_id == newcomer.pk


def test_agreeing_twice_is_agreeing_once(newcomer):
    for _ in range(2):
        agree(newcomer, text=current(PERSONAL_DATA, "kk"), actor=newcomer)
    assert Consent.objects.count() == Event.objects.filter(kind="account.consented").count() == 1


def test_consent_in_one_language_holds_in_the_other(newcomer):
    agree(newcomer, text=current(PERSONAL_DATA, "kk"), actor=newcomer)
    assert standing(newcomer) == Standing.CURRENT


def test_changed_text_is_asked_about_again(newcomer, texts):
    agree(newcomer, text=current(PERSONAL_DATA, "kk"), actor=newcomer)
    texts("kk", "2026-06-01", "Келісемін, бәріне.")
    assert standing(newcomer) == Standing.OUTDATED
    agree(newcomer, text=current(PERSONAL_DATA, "kk"), actor=newcomer)
    assert standing(newcomer) == Standing.CURRENT
    assert Consent.objects.count() == 2


def test_correction_in_the_other_language_asks_nobody(newcomer, texts):
    agree(newcomer, text=current(PERSONAL_DATA, "kk"), actor=newcomer)
    texts("ru", "2026-01-01", "Согласен(на).")
    assert standing(newcomer) == Standing.CURRENT
