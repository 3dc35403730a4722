"""A small real SMTP server: takes mail, and refuses, is slow or cuts the line when a test wants it."""

from __future__ import annotations

import asyncio
import email
import email.policy
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage


class Mailbox:
    """What arrived, and how the server behaves: answers to RCPT by address, an answer to DATA, and where it cuts."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.sessions = 0
        self.refuse: dict[str, str] = {}
        self.after_data = "250 taken"
        self.greeting = "220 mail.example here"
        self.cut_at = ""  # the command at which the line is cut without an answer
        self.silent = False
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk to one client."""
        self.sessions += 1
        if self.silent:
            await reader.read()
            return
        self._say(writer, self.greeting)
        while line := (await reader.readline()).decode().strip():
            verb = line.split(":")[0].split(" ")[0].upper()
            if verb == self.cut_at:
                break
            if verb == "DATA":
                self._say(writer, "354 go on")
                await self._take(reader, writer)
            elif verb == "RCPT":
                address = line.partition("<")[2].partition(">")[0]
                self._say(writer, self.refuse.get(address, "250 fine"))
            else:
                self._say(writer, {"QUIT": "221 bye"}.get(verb, "250 fine"))
            if verb == "QUIT":
                break
        writer.close()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines: list[bytes] = []
        while (line := await reader.readline()).strip() != b"." and line:
            lines.append(line.removeprefix(b"."))
        if self.after_data.startswith("2"):
            self.messages.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
        if self.after_data:
            self._say(writer, self.after_data)
        else:  # taken, but the answer never arrives
            writer.close()

    @staticmethod
    def _say(writer: asyncio.StreamWriter, answer: str) -> None:
        writer.write(f"{answer}\r\n".encode())


@contextmanager
def running() -> Iterator[Mailbox]:
    """Run a mailbox on a free port of this machine."""
    box, loop = Mailbox(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def begin() -> asyncio.Server:
        return await asyncio.start_server(box.serve, "127.0.0.1", 0)

    server = asyncio.run_coroutine_threadsafe(begin(), loop).result(10)
    box.port = server.sockets[0].getsockname()[1]
    yield box
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
