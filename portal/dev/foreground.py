"""A command in this terminal, with the services around it."""

import signal

from portal.dev.processes import Child, Command
from portal.dev.services import services
from portal.dev.state import State


def run_with_services(state: State, argv: list[str], *, durable: bool = False) -> int:
    """Returns its exit code. Ctrl-C reaches the command directly, and we wait for it to put its things away."""
    with services(state, durable=durable) as found:
        command = Command("command", argv, found.environment(), stop_signal=signal.SIGINT, own_group=False)
        child = Child(command, state.children)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return child.wait()
