import os
import shutil

import pytest

from tests.journeys.stack import Stack

# Language, width in pixels, JavaScript: each pair of values occurs.
PAIRWISE = [("kk", 360, False), ("kk", 1280, True), ("ru", 360, True), ("ru", 1280, False)]


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    with Stack(tmp_path_factory.mktemp("journeys")).running() as running:
        yield running


@pytest.fixture(scope="session")
def browser_type_launch_args():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "the journeys need Chromium: install the package chromium"
    quiet = ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
    return {"executable_path": chromium, "args": [*quiet, *(["--no-sandbox"] if os.geteuid() == 0 else [])]}


@pytest.fixture(params=PAIRWISE, ids=lambda way: f"{way[0]}-{way[1]}-{'js' if way[2] else 'nojs'}")
def way(request):
    return request.param


@pytest.fixture
def language(way):
    return way[0]


@pytest.fixture
def page(browser, stack, way):
    """A visitor's page in one of the four ways."""
    language, width, javascript = way
    context = browser.new_context(
        base_url=stack.url,
        viewport={"width": width, "height": 800},
        java_script_enabled=javascript,
        locale={"kk": "kk-KZ", "ru": "ru-RU"}[language],
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
