from dataclasses import dataclass

import pytest
from django.utils.translation import override

from portal.lib import fragments


@dataclass(frozen=True)
class Thing:
    title: str


@pytest.fixture
def rendered(monkeypatch, settings):
    """What was rendered, in order."""
    settings.DEBUG = False
    done = []

    def render(template, context):
        done.append(context["thing"].title)
        return context["thing"].title

    monkeypatch.setattr(fragments, "render_to_string", render)
    fragments._remembered.cache_clear()
    yield done
    fragments._remembered.cache_clear()


def test_equal_data_are_rendered_once_per_language(rendered):
    for language in ("kk", "ru", "kk"):
        with override(language):
            assert fragments.fragment("x.html", thing=Thing("бір")) == "бір"
    assert rendered == ["бір", "бір"]


def test_changed_data_are_rendered_again(rendered):
    fragments.fragment("x.html", thing=Thing("бір"))
    assert fragments.fragment("x.html", thing=Thing("екі")) == "екі"


def test_while_developing_nothing_is_remembered(rendered, settings):
    settings.DEBUG = True
    fragments.fragment("x.html", thing=Thing("бір"))
    fragments.fragment("x.html", thing=Thing("бір"))
    assert rendered == ["бір", "бір"]
