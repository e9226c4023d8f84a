"""A mail server for tests: real SMTP on a real port, in a thread; keeps what it is given and answers as it is told."""

import asyncio
import socket
import threading
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 OK"


class Postman:
    def __init__(self, **options):
        """`options` are those of aiosmtpd's SMTP, such as `tls_context`."""
        self.options = options
        self.taken: list[Envelope] = []
        self.connections = 0
        self.answer_to_sender = OK
        self.answers_to_recipients: dict[str, str] = {}
        self.answer_to_data = OK
        self.answers_to_reset: list[str] = []
        self.on_recipient: Callable[[], None] = lambda: None
        self.on_data: Callable[[], None] = lambda: None  # the letter is taken, the answer isn't given yet
        self.gate = threading.Event()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def start(self):
        self.is_up = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self.thread.start()
        assert self.is_up.wait(10)

    def stop(self):
        if self.thread.is_alive():
            self.loop.call_soon_threadsafe(self.closing.set)
            self.thread.join()

    def hold(self):
        """For `on_recipient` and `on_data`: keeps the other side waiting until `release`."""
        self.gate.wait(60)

    def release(self):
        self.gate.set()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(envelope.original_content, policy=default) for envelope in self.taken]

    @property
    def recipients(self) -> list[str]:
        return [address for envelope in self.taken for address in envelope.rcpt_tos]

    async def _serve(self):
        self.loop = asyncio.get_running_loop()
        self.closing = asyncio.Event()
        listening = socket.create_server(("127.0.0.1", self.port))
        server = await self.loop.create_server(self._conversation, sock=listening)
        self.is_up.set()
        await self.closing.wait()
        server.close()

    def _conversation(self):
        self.connections += 1
        return SMTP(self, hostname="localhost", loop=self.loop, **self.options)

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]):
        if self.answer_to_sender == OK:
            envelope.mail_from = address
        return self.answer_to_sender

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]):
        await self.loop.run_in_executor(None, self.on_recipient)
        answer = self.answers_to_recipients.get(address, OK)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_RSET(self, server: SMTP, session: Session, envelope: Envelope):
        return self.answers_to_reset.pop(0) if self.answers_to_reset else OK

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope):
        if self.answer_to_data == OK:
            self.taken.append(envelope)
        await self.loop.run_in_executor(None, self.on_data)
        return self.answer_to_data
