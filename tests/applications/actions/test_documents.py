"""A document is asked for, rendered once, and never lost: not by a worker that dies, nor by Redis being away."""

import threading
from unittest import mock

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from applications import tasks
from applications.actions import documents
from applications.actions.documents import MOST_ATTEMPTS, ask_for_document, render_waiting
from applications.models import Document
from applications.sealing import Seal
from portal.lib import waking
from portal.lib.exceptions import Refused
from tests.factories import draft, submitted_application

pytestmark = pytest.mark.django_db
RENDER = "applications.documents.rendering.render"


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    waking.Broker.away_until = 0.0
    yield
    waking.Broker.away_until = 0.0


@pytest.fixture
def application(db):
    return submitted_application()


@pytest.fixture
def quick():
    """Setting type takes a second, and isn't what these tests are about."""
    with mock.patch(RENDER, return_value=(b"%PDF", "a" * 64)) as render:
        yield render


def ask(application, language="kk"):
    return ask_for_document(application, actor=application.created_by, language=language)


def objects():
    if not default_storage.exists("documents"):
        return []
    return [
        f"documents/{number}/{name}"
        for number in default_storage.listdir("documents")[0]
        for name in default_storage.listdir(f"documents/{number}")[1]
    ]


def test_asking_again_gives_the_same_document_and_another_language_another(application):
    assert ask(application) == ask(application)
    assert ask(application, "ru") != ask(application)
    assert [document.number for document in Document.objects.order_by("pk")] == [
        f"{application.number}-kk",
        f"{application.number}-ru",
    ]


def test_a_draft_has_no_document(db):
    with pytest.raises(Refused):
        ask(draft())
    assert not Document.objects.exists()


def test_asking_wakes_a_worker_after_the_commit(application, monkeypatch, django_capture_on_commit_callbacks):
    woken = []
    monkeypatch.setattr(documents, "wake", woken.append)
    with django_capture_on_commit_callbacks(execute=True):
        ask(application)
        assert woken == []
    assert [signature.name for signature in woken] == [tasks.render_documents.name]


def test_a_document_is_rendered_and_kept_sealed_with_its_digest(application):
    document = ask(application)
    tasks.render_documents()
    document.refresh_from_db()
    assert document.is_ready
    with default_storage.open(document.object_key) as stored:
        sealed = stored.read()
    assert not sealed.startswith(b"%PDF")
    content = Seal(application).unseal(sealed)
    assert content.startswith(b"%PDF")
    assert documents.rendering.sha256(content).hexdigest() == document.sha256


def test_with_redis_away_asking_works_and_the_sweep_renders(
    application, monkeypatch, quick, django_capture_on_commit_callbacks, caplog
):
    app = documents.current_app
    monkeypatch.setattr(app.conf, "broker_write_url", "redis+socket:///nowhere/valkey.sock")
    with django_capture_on_commit_callbacks(execute=True):
        document = ask(application)
    assert "applications.render_documents waits for the next sweep" in caplog.text
    assert render_waiting() == 1
    document.refresh_from_db()
    assert document.is_ready


def test_a_document_is_rendered_once(application, quick):
    ask(application)
    assert (render_waiting(), render_waiting()) == (1, 0)
    ask(application)
    assert render_waiting() == 0
    assert quick.call_count == len(objects()) == 1


def test_one_that_fails_is_tried_again_without_holding_up_the_others(application, caplog):
    first, second = ask(application), ask(application, "ru")
    with mock.patch(RENDER, side_effect=[ValueError("no"), (b"%PDF", "a" * 64)]):
        assert render_waiting() == 1
    assert f"the document {first.pk} couldn't be rendered, attempt 1 of {MOST_ATTEMPTS}" in caplog.text
    with mock.patch(RENDER, return_value=(b"%PDF", "a" * 64)):
        assert render_waiting() == 1
    assert Document.objects.exclude(object_key="").count() == 2
    assert second.pk


def test_after_five_attempts_it_is_given_up_until_somebody_asks_again(application, quick):
    document = ask(application)
    quick.side_effect = ValueError("no")
    for _sweep in range(MOST_ATTEMPTS + 2):
        assert render_waiting() == 0
    assert quick.call_count == MOST_ATTEMPTS
    quick.side_effect = None
    assert render_waiting() == 0
    ask(application)
    assert render_waiting() == 1
    document.refresh_from_db()
    assert document.is_ready


def test_an_attempt_that_takes_the_worker_down_counts(application, quick):
    document = ask(application)
    quick.side_effect = SystemExit
    with pytest.raises(SystemExit):
        render_waiting()
    document.refresh_from_db()
    assert (document.attempts, document.is_ready) == (1, False)


def test_an_object_whose_row_is_not_committed_goes(application, quick, monkeypatch):
    document, save = ask(application), Document.save

    def fail(row, update_fields):
        if "object_key" in update_fields:
            raise RuntimeError("database gone")
        save(row, update_fields=update_fields)

    monkeypatch.setattr(Document, "save", fail)
    assert render_waiting() == 0
    assert objects() == []
    monkeypatch.undo()
    assert render_waiting() == 1
    document.refresh_from_db()
    assert objects() == [document.object_key]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_object(application, quick):
    quick.side_effect = lambda document: (barrier_passed.wait(0.2), (b"%PDF", "a" * 64))[1]
    barrier_passed, start = threading.Event(), threading.Barrier(3)
    ask(application)
    done = []

    def work():
        try:
            start.wait()
            done.append(render_waiting())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(done) == [0, 0, 1]
    assert len(objects()) == 1
