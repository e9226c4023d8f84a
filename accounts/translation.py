from modeltranslation.translator import TranslationOptions, register

from accounts.models import Organization


@register(Organization)
class OrganizationTranslation(TranslationOptions):
    fields = ("title",)
