import os
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from programs.definition.reading import read_program
from tests.factories import published_call
from tests.journeys import scenes
from tests.journeys.backstage import Backstage
from tests.journeys.browsers import Browsers
from tests.journeys.forms import FORMS
from tests.journeys.person import Draft, Person
from tests.journeys.stack import Stack

# Language, width in pixels, JavaScript: each pair of values occurs.
PAIRWISE = [("kk", 360, False), ("kk", 1280, True), ("ru", 360, True), ("ru", 1280, False)]
PRESETS = sorted((Path(__file__).parents[2] / "programs" / "presets").glob("*/*.yaml"))
# On a busy machine a page may take its time; nothing is measured here.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    with Stack(tmp_path_factory.mktemp("journeys")).running() as running:
        yield running


@pytest.fixture(scope="session")
def backstage(stack, django_db_blocker):
    backstage = Backstage(stack, django_db_blocker)
    yield backstage
    backstage.close()


@pytest.fixture(scope="session")
def programs(backstage):
    """The programs that the portal brings along, open for applications, and the sample people."""

    def bring():
        call_command("load_program", "--publish", *map(str, PRESETS), stdout=StringIO())
        call_command("demo", stdout=StringIO())

    backstage(bring)
    return [read_program(path)[0] for path in PRESETS]


@pytest.fixture(scope="session")
def program(programs):
    """The one with the largest form: what a person needs longest for."""
    return max(programs, key=lambda program: len(program.forms["application"].sections))


@pytest.fixture(scope="session")
def call(backstage, program):
    """The slug of another call of that organization, with a short form."""
    return backstage(lambda: published_call(organization=program.organization.slug, forms=FORMS).slug)


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


@pytest.fixture(scope="session")
def browsers(browser, stack):
    return Browsers(browser, stack.url)


@pytest.fixture
def open_browser(browsers):
    """`open_browser(language, width, javascript, theme)` gives a visitor's first page."""
    yield lambda *way, **options: browsers.lend(*way, **options).new_page()
    browsers.take_back()


@pytest.fixture
def page(open_browser, way):
    """A visitor's page in one of the four ways."""
    return open_browser(*way)


@pytest.fixture
def person(backstage, page, language):
    """Somebody with a working account, signed in."""
    return arrived(backstage, page, language)


def arrived(backstage, page, language):
    address, session = backstage(scenes.account, language)
    hand_session(page, session)
    return Person(page, language, address)


def hand_session(page, session):
    page.context.add_cookies([{"name": "sessionid", "value": session, "domain": "127.0.0.1", "path": "/"}])


@pytest.fixture
def draft(backstage, person, call):
    """The person's draft of the short form, its gate passed."""
    return Draft(backstage(scenes.begun, call, person.address), person.language)


@pytest.fixture
def filled_in(backstage, person, call):
    """A draft in which nothing but the tick is missing."""
    return Draft(backstage(scenes.filled_in, call, person.address), person.language)


@pytest.fixture
def submitted(backstage, person, call):
    return Draft(backstage(scenes.submitted, call, person.address), person.language)


@pytest.fixture
def open_desk(backstage, open_browser, call):
    """Makes pages of staff of the organization that runs the short call."""

    def open_one(role, language="kk", **options):
        desk = open_browser(language, **options)
        hand_session(desk, backstage(scenes.staff, call, role, language))
        return desk

    return open_one
