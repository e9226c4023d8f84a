"""docs/deployment.md and the deployment files say what the settings read."""

import re

from portal.dev import ROOT

READ = re.compile(r'(?:required|env\.\w+)\(\s*"([A-Z_]+)"')
ROW = re.compile(r"^\| `([A-Z_]+)` \| (\S*) ?\|", re.MULTILINE)
SETTINGS = (ROOT / "portal" / "settings.py").read_text()
TABLE = dict(ROW.findall((ROOT / "docs" / "deployment.md").read_text()))


def test_table_lists_every_variable_that_the_settings_read():
    assert set(TABLE) == set(READ.findall(SETTINGS))


def test_table_marks_what_production_must_set():
    required = set(re.findall(r'required\(\s*"([A-Z_]+)"', SETTINGS))
    assert {name for name, default in TABLE.items() if default == "required"} == required


def test_compose_file_gives_the_portal_everything_required():
    text = (ROOT / "docker-compose.yml").read_text()
    given = set(re.findall(r"^    ([A-Z_]+):", text, re.MULTILINE))
    assert {name for name, default in TABLE.items() if default == "required"} <= given
