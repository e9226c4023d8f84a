"""The mail catcher keeps every letter as a file. Runs as a child: `python -m portal.dev.mail FOLDER DESCRIPTOR`."""

import asyncio
import secrets
import socket
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from portal.dev.processes import Child, Command
from portal.dev.state import State

LARGEST = 25 * 1024 * 1024


def listen() -> socket.socket:
    """The supervisor's own socket, so that letters wait in its queue while the catcher starts."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    return listening


def url(listening: socket.socket) -> str:
    return f"smtp://127.0.0.1:{listening.getsockname()[1]}"


def start(state: State, listening: socket.socket) -> Child:
    argv = [sys.executable, "-m", "portal.dev.mail", str(state.mail), str(listening.fileno())]
    command = Command("mail catcher", argv, log=state.logs / "mail.log", last=True, pass_fds=(listening.fileno(),))
    return Child(command, state.children)


class Keeper:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Named by the time of receipt; whole from the moment the name ends in .eml."""
        name = f"{time.time_ns()}-{secrets.token_hex(4)}"
        unfinished = self.folder / f"{name}.tmp"
        unfinished.write_bytes(envelope.original_content or b"")
        unfinished.rename(self.folder / f"{name}.eml")
        return "250 Kept"


async def serve(folder: Path, listening: socket.socket) -> None:
    keeper = Keeper(folder)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(keeper, enable_SMTPUTF8=True, data_size_limit=LARGEST, hostname="localhost"), sock=listening
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2]))))
