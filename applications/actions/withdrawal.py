from datetime import datetime

from django.db import transaction
from django.utils.translation import pgettext_lazy

from accounts.models import User
from applications.models import Application, StageRun, StageState
from applications.statuses import Status
from applications.workflow import can_move, move
from portal.lib.exceptions import Refused
from portal.lib.locks import lock
from programs.models.call import Noun

TOO_LATE = {
    Noun.APPLICATION: pgettext_lazy("application", "This application can't be withdrawn any more."),
    Noun.STATEMENT: pgettext_lazy("statement", "This application can't be withdrawn any more."),
}


@transaction.atomic
def withdraw(application: Application, *, actor: User, at: datetime) -> Application:
    """The applicant takes the case back; doing it twice changes nothing."""
    application = lock(Application.objects.select_related("call"), pk=application.pk)
    if application.status == Status.WITHDRAWN:
        return application
    if not can_move(application, Status.WITHDRAWN):
        raise Refused(TOO_LATE[Noun(application.call.noun)])
    StageRun.objects.filter(application=application, state__in=[StageState.WAITING, StageState.OPEN]).update(
        state=StageState.SKIPPED
    )
    move(application, Status.WITHDRAWN, event="application.withdrawn", actor=actor, at=at)
    return application
