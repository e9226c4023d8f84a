"""Brings database and programs up to date. Runs as a child: `python -m portal.dev.prepare SIGN_INS_FILE`."""

import os
import sys
from pathlib import Path

import django
from django.core.management import CommandError, call_command

from portal.dev import ROOT, say


def main(sign_ins: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    presets = sorted(str(path) for path in (ROOT / "programs" / "presets").glob("*.yaml"))
    try:
        call_command("load_program", *presets, publish=True)
    except CommandError as error:
        # A program edited in the admin since its file was loaded: the developer's edits win.
        say(f"the programs were not loaded: {error}")
    with sign_ins.open("w") as file:
        call_command("demo", stdout=file)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
