from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"

    def ready(self) -> None:
        from applications import panels  # noqa: PLC0415 (needs the models)

        panels.register()
