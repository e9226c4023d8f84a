"""docs/deployment.md and the deployment files say what the settings read."""

import os
import re
import subprocess
import sys

from portal.dev import ROOT

READ = re.compile(r'(?:required|env\.\w+)\(\s*"([A-Z_]+)"')
ROW = re.compile(r"^\| `([A-Z_]+)` \| (\S*) ?\|", re.MULTILINE)
SETTINGS = (ROOT / "portal" / "settings.py").read_text()
DEPLOYED = {
    "DEBUG": "0",
    "SITE_URL": "https://otinim.example",
    "ALLOWED_HOSTS": "otinim.example",
    "DEFAULT_FROM_EMAIL": "no-reply@otinim.example",
    "SUPPORT_EMAIL": "help@otinim.example",
    "EMAIL_URL": "smtp://127.0.0.1",
    "SECRET_KEY": "x" * 50,
    "DATA_KEYS": f"sample:{'A' * 43}=",
    "DATABASE_URL": "postgres:///otinim",
    "REDIS_URL": "redis://127.0.0.1/0",
}
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


def test_production_says_where_files_go_or_does_not_start():
    env = {name: value for name, value in os.environ.items() if name not in {"STORAGE_URL", "MEDIA_ROOT"}}
    done = subprocess.run(
        [sys.executable, "-c", "import portal.settings"],
        cwd=ROOT,
        env=env | DEPLOYED,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "neither STORAGE_URL nor MEDIA_ROOT is set" in done.stderr
