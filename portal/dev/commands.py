"""The command line of the supervisor."""

import argparse
import shlex
import time
from argparse import Namespace
from pathlib import Path

from portal.dev import ROOT, messages, say
from portal.dev.foreground import run_with_services
from portal.dev.guard import Stopped
from portal.dev.keeper import LOOK_EVERY, Keeper
from portal.dev.run import run
from portal.dev.services import services
from portal.dev.state import State
from portal.dev.test import test, test_system


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        return int(options.action(options) or 0)
    except Stopped as stopped:
        say("stopped")
        return 0 if options.runs_until_stopped else int(stopped.code or 1)


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(prog="python -m portal.dev", description=__doc__)
    root.set_defaults(runs_until_stopped=False)
    commands = root.add_subparsers(required=True)
    state = argparse.ArgumentParser(add_help=False)
    state.add_argument(
        "--state", type=Path, default=ROOT / ".otinim", metavar="FOLDER", help="keeps database, letters and files"
    )

    command = commands.add_parser("run", parents=[state], help="the portal, until Ctrl-C")
    command.add_argument("--port", type=int, default=8000)
    command.set_defaults(action=lambda options: run(State(options.state), options.port), runs_until_stopped=True)

    command = commands.add_parser("services", parents=[state], help="only what the portal needs, until Ctrl-C")
    command.set_defaults(action=show_services, runs_until_stopped=True)

    command = commands.add_parser("exec", help="a command with services of its own, or with those of a folder")
    command.add_argument("--state", type=Path, metavar="FOLDER")
    command.add_argument("--durable", action="store_true", help="the database waits for the disk, as in production")
    command.add_argument("argv", nargs=argparse.REMAINDER, metavar="-- COMMAND")
    command.set_defaults(action=execute)

    for name, action in (("test", test), ("test-system", test_system)):
        command = commands.add_parser(name, help=(action.__doc__ or "").split("\n")[0])
        command.add_argument("argv", nargs=argparse.REMAINDER, metavar="-- PYTEST OPTIONS")
        command.set_defaults(action=lambda options, action=action: action(_after_dashes(options)))

    command = commands.add_parser("messages", help="compiles, extracts or checks the messages")
    command.add_argument("mode", nargs="?", choices=("compile", "extract", "check"), default="compile")
    command.set_defaults(action=lambda options: messages.MODES[options.mode]())

    command = commands.add_parser("clean", parents=[state], help="removes the state folder, the database included")
    command.set_defaults(action=lambda options: State(options.state).remove())
    return root


def show_services(options: Namespace) -> None:
    with services(State(options.state)) as found:
        for name, value in sorted(found.env.items()):
            print(f"export {name}={shlex.quote(value)}", flush=True)
        keepers = [Keeper(child) for child in found.children]
        while True:
            time.sleep(LOOK_EVERY)
            for keeper in keepers:
                keeper.look()


def execute(options: Namespace) -> int:
    state = State(options.state) if options.state else State.temporary()
    return run_with_services(state, _after_dashes(options), durable=options.durable)


def _after_dashes(options: Namespace) -> list[str]:
    argv: list[str] = options.argv
    return argv[1:] if argv[:1] == ["--"] else argv
