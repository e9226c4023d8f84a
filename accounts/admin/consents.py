from django.contrib import admin

from accounts.models import Consent
from portal.lib.admin import TechnicalModelAdmin, site


@admin.register(Consent, site=site)
class ConsentAdmin(TechnicalModelAdmin):
    list_display = ["user", "kind", "version", "language", "given_at"]
    list_filter = ["kind", "version", "language"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    fields = ["user", "kind", "version", "digest", "language", "given_at"]
