from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"

    def ready(self) -> None:
        from applications import drafts, panels  # noqa: PLC0415 (needs the models)
        from programs.consequences import counts_drafts  # noqa: PLC0415 (the same)

        panels.register()
        counts_drafts(drafts.count_affected)
