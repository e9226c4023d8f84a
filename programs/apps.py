from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Programs")

    def ready(self) -> None:
        from programs.fields import builtin  # noqa: F401, PLC0415 (registers the question kinds)
        from programs.stage_kinds import decision  # noqa: F401, PLC0415 (registers the stage kinds)
