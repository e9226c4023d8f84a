import logging

from celery import shared_task

from applications.actions import closing, documents, sweeping, vetting
from portal.lib import clock

logger = logging.getLogger(__name__)


# A task that wasn't taken within its time is dropped: beat sends the next one.
@shared_task(name="applications.close_due", expires=120)
def close_due() -> None:
    closed = closing.close_due(clock.now())
    if closed.lapsed or closed.opened:
        logger.info("lapsed drafts: %s, reviews begun: %s", closed.lapsed, closed.opened)


@shared_task(name=documents.TASK, expires=documents.EXPIRES)
def render_documents() -> None:
    documents.render_waiting()


@shared_task(name=vetting.TASK, expires=vetting.EXPIRES)
def vet_files() -> None:
    vetting.vet_waiting()


@shared_task(name="applications.sweep_files", expires=60 * 60)
def sweep_files() -> None:
    swept = sweeping.sweep_files(clock.now())
    logger.info("swept files: %d detached, %d without a row", len(swept.detached), len(swept.unknown))
