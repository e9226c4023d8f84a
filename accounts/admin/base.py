from modeltranslation.admin import TranslationAdmin

from accounts.roles import Act, can, can_somewhere
from accounts.scopes import organization_of
from portal.lib.admin import ModelAdmin


class OrganizationModelAdmin(ModelAdmin):
    """Staff see the rows of their organizations; `act` says what it takes to change them."""

    act = Act.CONFIGURE

    def selectable(self, rows, request):
        return rows.visible_to(request.user, self.act)

    def may_change(self, request, obj=None):
        if obj is None or obj.pk is None:
            return can_somewhere(request.user, self.act)
        return can(request.user, self.act, organization_of(obj))


class TranslatedModelAdmin(OrganizationModelAdmin, TranslationAdmin):
    """The same with texts in Kazakh and Russian: what is required is required in both."""

    def patch_translation_field(self, db_field, field, request, **kwargs):
        super().patch_translation_field(db_field, field, request, **kwargs)
        original = getattr(db_field, "translated_field", None)
        if original is not None and not original.blank:
            field.required = True
