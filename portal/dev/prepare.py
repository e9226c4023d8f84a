"""Brings database and programs up to date. Runs as a child: `python -m portal.dev.prepare SIGN_INS_FILE LOG_FILE`."""

import os
import sys
from pathlib import Path

import django
from django.core.management import CommandError, call_command

from portal.dev import ROOT, say


def main(sign_ins: Path, log: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    with log.open("w") as file:
        for path in sorted((ROOT / "programs" / "presets").glob("*/*.yaml")):
            try:
                call_command("load_program", str(path), publish=True, stdout=file)
            except CommandError as error:
                # Edited in the admin since its file was loaded: the developer's edits win.
                say(f"not loaded: {error}")
    with sign_ins.open("w") as file:
        call_command("demo", stdout=file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
