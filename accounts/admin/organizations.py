from django.contrib import admin

from accounts.admin.base import TranslatedModelAdmin
from accounts.models import Organization
from accounts.roles import Act
from portal.lib.admin import site


@admin.register(Organization, site=site)
class OrganizationAdmin(TranslatedModelAdmin):
    act = Act.MANAGE_MEMBERS
    list_display = ["title", "slug", "bin", "sort_key"]
    search_fields = ["title_kk", "title_ru", "slug", "bin"]
    fields = ["title", "slug", "bin", "sort_key"]

    def has_add_permission(self, request):
        """An organization comes to the portal through technical staff."""
        return request.user.is_superuser

    def get_readonly_fields(self, request, obj=None):
        """Addresses stay; BIN and place in the portal's list aren't an organization's own matter."""
        fixed = [] if request.user.is_superuser else ["slug", "bin", "sort_key"]
        return [*super().get_readonly_fields(request, obj), *fixed]
