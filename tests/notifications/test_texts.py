import pytest
from django.utils import translation
from django.utils.encoding import force_str

from notifications.texts import LABELS, LETTERS
from programs.definition.letters import PLACEHOLDER, PLACEHOLDERS
from programs.models.call import Noun

LETTER_KEYS = [(noun, key) for noun in Noun for key in LETTERS[noun]]
# The noun's own words, and what the other noun would be called.
FOREIGN = {
    ("application", "kk"): "өтініш", ("application", "ru"): "заявлени",
    ("statement", "kk"): "өтінім", ("statement", "ru"): "заявк",
}  # fmt: skip


@pytest.mark.parametrize(("noun", "key"), LETTER_KEYS)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_translated_letter_says_the_same_about_the_same_noun(noun, key, language):
    words = LETTERS[noun][key]
    for text in (words.subject, *words.paragraphs):
        with translation.override(None):
            english = force_str(text)
        with translation.override(language):
            translated = force_str(text)
        assert translated != english, f"not translated: {english}"
        assert sorted(PLACEHOLDER.findall(translated)) == sorted(PLACEHOLDER.findall(english))
        assert set(PLACEHOLDER.findall(translated)) <= PLACEHOLDERS
        assert FOREIGN[noun, language] not in translated.lower()


@pytest.mark.parametrize("noun", Noun)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_labels_are_about_the_same_noun(noun, language):
    labels = LABELS[noun]
    with translation.override(language):
        for label in (labels.number, labels.call, labels.open):
            assert FOREIGN[noun, language] not in force_str(label).lower()
