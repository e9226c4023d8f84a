from django.contrib import admin

from portal.journal.models import Event
from portal.lib.admin import TechnicalModelAdmin, site


@admin.register(Event, site=site)
class EventAdmin(TechnicalModelAdmin):
    list_display = ["at", "kind", "actor_id", "role", "organization_id", "call_id", "application_id", "routed_at"]
    list_filter = ["kind"]
    search_fields = ["=application_id", "=actor_id"]
    ordering = ["-id"]
    fields = [*list_display, "filing_id", "data"]
