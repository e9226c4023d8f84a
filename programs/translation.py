from modeltranslation.translator import TranslationOptions, register

from programs.models import Call, CallType, Program, ReferenceList


@register(Program)
class ProgramTranslation(TranslationOptions):
    fields = ("title", "summary", "description")


@register(CallType)
class CallTypeTranslation(TranslationOptions):
    fields = ("title",)


@register(Call)
class CallTranslation(TranslationOptions):
    fields = ("title", "summary", "description", "audience", "needed")


@register(ReferenceList)
class ReferenceListTranslation(TranslationOptions):
    fields = ("title",)
