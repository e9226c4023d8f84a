from portal.dev.extraction import NOUNS, once_per_noun
from programs.models.call import Noun

TEMPLATE = """{% translate "Save" %}
{% translate "Begin" context call.noun %}
{% blocktranslate trimmed context noun with number=number %}
  Number {{ number }}
{% endblocktranslate %}"""


def test_sentence_is_there_once_for_each_noun():
    found = once_per_noun(TEMPLATE)
    for noun in NOUNS:
        assert f"pgettext(u'{noun}', u'Begin')" in found
        assert f"pgettext(u'{noun}', u'Number %(number)s')" in found
    assert "gettext(u'Save')" in found


def test_template_without_a_noun_is_read_as_django_reads_it():
    assert once_per_noun('{% translate "Begin" context "stage" %}').count("Begin") == 1


def test_nouns_are_those_of_calls():
    assert set(NOUNS) == set(Noun)
