"""The commands of docker-compose.yml with its environment, as plain processes: no container engine is at hand."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import boto3
import pytest
from ruamel.yaml import YAML

from portal.dev import ROOT
from tests.portal.dev.conftest import wait_until

COMPOSE = YAML(typ="safe").load(ROOT / "docker-compose.yml")
ANSWERS = {
    "SECRET_KEY": "compose-" + "x" * 50,
    "DATA_KEYS": "2026:" + "A" * 43 + "=",
    "SITE_URL": "http://otinim.example",
    "ALLOWED_HOSTS": "otinim.example",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "DEFAULT_FROM_EMAIL": "no-reply@otinim.example",
    "SUPPORT_EMAIL": "help@otinim.example",
    "DATABASE_PASSWORD": "letters1",
    "STORAGE_PASSWORD": "letters2",
}


def filled_in(value) -> str:
    """What compose makes of ${NAME:?…} and ${NAME:-default}."""
    return re.sub(r"\$\{(\w+):([?-])([^}]*)\}", lambda m: m[3] if m[2] == "-" else ANSWERS[m[1]], str(value))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def storage(tmp_path_factory):
    port = free_port()
    log = tmp_path_factory.mktemp("storage") / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-p", str(port)], stdout=output, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=address,
        aws_access_key_id="otinim",
        aws_secret_access_key="letters2",
        region_name="us-east-1",
    )
    wait_until(lambda: answers(f"{address}/moto-api/"))
    client.create_bucket(Bucket="otinim")
    yield f"127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=10)


def answers(url: str, host: str | None = None) -> str | None:
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.read().decode()
    except (urllib.error.URLError, ConnectionError):
        return None


@pytest.fixture(scope="module")
def environment(storage, tmp_path_factory, django_db_setup):
    """As compose gives it, but for the names of the three servers, which are containers there."""
    from django.conf import settings

    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{settings.DATABASES['default']['NAME']}").geturl()
    asked = {name: filled_in(value) for name, value in COMPOSE["x-portal"]["environment"].items()}
    asked |= {
        "DATABASE_URL": database,
        "REDIS_URL": os.environ["REDIS_URL"],
        "STORAGE_URL": asked["STORAGE_URL"].replace("storage:9000", storage),
    }
    static = tmp_path_factory.mktemp("static")
    return asked | {"STATIC_ROOT": str(static), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def run(arguments: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def image(environment):
    """What the Dockerfile does after installing the libraries."""
    assert "manage.py collectstatic --no-input" in (ROOT / "Dockerfile").read_text()
    run(["python", "manage.py", "collectstatic", "--no-input", "--verbosity", "0"], environment)
    run(COMPOSE["services"]["migrate"]["command"], environment)
    return environment


@pytest.fixture
def service(image, tmp_path):
    started = []

    def start(name: str, **replacements: str) -> Path:
        command = list(COMPOSE["services"][name]["command"])
        for old, new in replacements.items():
            command[command.index(old)] = new
        log = tmp_path / f"{name}.log"
        with log.open("wb") as output:
            started.append(
                subprocess.Popen(command, cwd=ROOT, env=image, stdout=output, stderr=output, start_new_session=True)
            )
        return log

    yield start
    for process in started:
        process.send_signal(signal.SIGTERM)
    for process in started:
        assert process.wait(timeout=30) == 0


def test_web_is_ready_and_serves_pages_with_their_style_sheets(service):
    port = free_port()
    service("web", **{"0.0.0.0:8000": f"127.0.0.1:{port}"})
    site = f"http://127.0.0.1:{port}"
    wait_until(lambda: answers(f"{site}/readyz", "otinim.example"))
    ready = json.loads(answers(f"{site}/readyz", "otinim.example"))
    assert ready == {"status": "ok", "database": "ok", "cache": "ok"}
    page = answers(f"{site}/kk/", "otinim.example")
    sheet = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page)[1]
    assert answers(site + sheet, "otinim.example")
    assert answers(f"{site}/dev/mail/", "otinim.example") is None


def test_worker_and_beat_start(service, tmp_path):
    worker = service("worker")
    beat = service("beat", **{"/tmp/beat": str(tmp_path / "schedule")})
    wait_until(lambda: "ready." in worker.read_text(), 60)
    wait_until(lambda: "beat: Starting" in beat.read_text(), 60)


def test_files_go_to_the_storage_by_its_address(image):
    code = (
        "import django; django.setup();"
        "from django.core.files.base import ContentFile; from django.core.files.storage import default_storage as s;"
        "name = s.save('құжаттар/өтінім.pdf', ContentFile(b'%PDF'));"
        "print(type(s._wrapped).__name__, s.open(name).read(), s.size(name))"
    )
    out = run(["python", "-c", code], image | {"DJANGO_SETTINGS_MODULE": "portal.settings"})
    assert out.split() == ["S3Storage", "b'%PDF'", "4"]


def test_production_environment_passes_the_deployment_check(image):
    secure = image | {"SITE_URL": "https://otinim.example", "HSTS_SUBDOMAINS": "1"}
    run(["python", "manage.py", "check", "--deploy", "--database", "default", "--fail-level", "WARNING"], secure)


@pytest.mark.parametrize(
    "name", sorted({"SECRET_KEY", "DATA_KEYS", "SITE_URL", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"})
)
def test_start_without_a_required_variable_says_which(image, name):
    incomplete = {key: value for key, value in image.items() if key != name}
    done = subprocess.run(
        ["python", "manage.py", "check"], cwd=ROOT, env=incomplete, capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert f"{name} is not set" in done.stderr
