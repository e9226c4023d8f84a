from django.db.models import QuerySet

from portal.journal.models import Event


def history_of_application(application_id: int) -> QuerySet[Event]:
    """In the order in which it was recorded."""
    return Event.objects.filter(application_id=application_id).order_by("id")
