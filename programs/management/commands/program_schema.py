import json
from typing import Any

from django.core.management.base import BaseCommand

from programs.definition.schema import program_schema


class Command(BaseCommand):
    help = "Prints the JSON Schema of program files; docs/program.schema.json is what it printed last."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(program_schema(), ensure_ascii=False, indent=2))
