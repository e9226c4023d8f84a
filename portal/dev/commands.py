"""The command line of the supervisor."""

import argparse
import shlex
import signal
from pathlib import Path

from portal.dev import ROOT
from portal.dev.processes import Child, Command
from portal.dev.services import Services, services
from portal.dev.state import State


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m portal.dev", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    state = argparse.ArgumentParser(add_help=False)
    state.add_argument("--state", type=Path, default=ROOT / ".otinim", help="where database, mail and files are kept")

    commands.add_parser("services", parents=[state], help="the services alone, until Ctrl-C")
    with_services = commands.add_parser("exec", parents=[state], help="a command with the services up")
    with_services.add_argument("argv", nargs="+", metavar="COMMAND")

    options = parser.parse_args(arguments)
    if options.command == "services":
        return show_services(State(options.state))
    return run_with_services(State(options.state), options.argv)


def show_services(state: State) -> int:
    with services(state) as found:
        for name, value in sorted(found.env.items()):
            print(f"export {name}={shlex.quote(value)}", flush=True)
        signal.pause()
    return 0


def run_with_services(state: State, argv: list[str]) -> int:
    with services(state) as found:
        return foreground(state, found, "command", argv)


def foreground(state: State, found: Services, name: str, argv: list[str]) -> int:
    """Runs it in this terminal: Ctrl-C reaches it directly, and we wait for it to put its things away."""
    command = Command(name, argv, env=found.environment(), stop_signal=signal.SIGINT, own_group=False)
    child = Child(command, state.children)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return child.process.wait()
