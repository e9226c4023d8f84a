from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self) -> None:
        from programs.fields import builtin  # noqa: F401, PLC0415 (registers the question kinds)
        from programs.stage_kinds import decision  # noqa: F401, PLC0415 (registers the stage kinds)
