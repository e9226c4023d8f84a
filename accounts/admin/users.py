from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.actions.closing import set_active
from accounts.models import User
from portal.lib.admin import TechnicalModelAdmin, site


@admin.register(User, site=site)
class UserAdmin(TechnicalModelAdmin):
    """Accounts are made by signing up; here one can be closed and opened again."""

    list_display = ["email", "full_name", "language", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", "language"]
    list_select_related = ["person"]
    search_fields = ["email", "person__full_name"]
    fields = ["email", "full_name", "language", "is_active", "is_superuser", "last_login", "created_at"]
    readonly_fields = ["email", "full_name", "language", "is_superuser", "last_login", "created_at"]

    @admin.display(description=_("full name"))
    def full_name(self, user):
        return user.full_name

    def has_add_permission(self, request):
        return False

    def may_change(self, request, obj=None):
        return request.user.is_superuser

    def save_model(self, request, obj, form, change):
        set_active(obj, is_active=form.cleaned_data["is_active"], actor=request.user)
