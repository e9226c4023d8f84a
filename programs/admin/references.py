from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import OrganizationModelAdmin, TranslatedModelAdmin
from portal.lib.admin import VisibleRelatedFilter, site
from portal.lib.search import words_of
from programs.models import ReferenceItem, ReferenceList


@admin.register(ReferenceList, site=site)
class ReferenceListAdmin(TranslatedModelAdmin):
    """To read: lists come from files (`load_reference`)."""

    list_display = ["key", "title", "organization", "loaded_at"]
    list_select_related = ["organization"]
    search_fields = ["key", "title_kk", "title_ru"]
    fields = ["key", "title", "organization", "loaded_at"]

    def may_change(self, request, obj=None):
        return False


@admin.register(ReferenceItem, site=site)
class ReferenceItemAdmin(OrganizationModelAdmin):
    list_display = ["code", "title_kk", "title_ru", "level", "valid_from", "valid_until"]
    list_filter = [("reference_list", VisibleRelatedFilter), "level"]
    search_fields = ["code"]
    search_help_text = _("Code, or words of the title in either language")
    fields = ["reference_list", "code", "parent", "title_kk", "title_ru", "valid_from", "valid_until", "data"]
    show_full_result_count = False

    def may_change(self, request, obj=None):
        return False

    def get_search_results(self, request, queryset, search_term):
        """Folded, as applicants search."""
        by_code = queryset.filter(code=search_term.strip())
        for word in words_of(search_term):
            queryset = queryset.filter(fold_kk__contains=word) | queryset.filter(fold_ru__contains=word)
        return queryset | by_code, False
