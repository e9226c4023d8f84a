import pytest

from applications.actions.deciding import decide, publish_results
from applications.models import Verdict
from notifications.routing import route_due
from portal.lib import clock
from portal.outbox.models import Message
from tests.factories import account, published_call, submitted_application


@pytest.fixture
def routed(db):
    """Routes what waits and gives the letters there are."""

    def route():
        route_due()
        return list(Message.objects.order_by("id"))

    return route


@pytest.fixture
def decided(db):
    """A case whose decision is published; options are those of `submitted_application` and of a call."""

    def make(verdict, reason="Жоба нақты әрі өлшенетін нәтиже береді.", *, language="kk", **call):
        call = published_call(stage={"opens": "on_submission"}, **call)
        application = submitted_application(call, language=language)
        run = application.stage_runs.get()
        staff = account("Гүлнар Қасымова")
        decision = decide(run, actor=staff, verdict=Verdict(verdict), reason=reason, at=clock.now(), standing=None)
        assert publish_results([decision], actor=staff, at=clock.now())
        return application

    return make
