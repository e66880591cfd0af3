"""A relay between the product and Postfix that holds back the server's last word.

With `hold_after = n` the first n acceptances of a message pass; from then on the client never hears
that its message was taken, which is the moment in which a crash leaves an attempt in doubt.
"""

import asyncio
import threading


class Gate:
    """Relays a port of loopback to another one, in a thread of its own."""

    def __init__(self, port, to):
        self.port, self.to = port, to
        self.hold_after = None
        self.taken = 0
        self.held = threading.Event()
        self.tasks = set()

    def __enter__(self):
        ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.serve(ready)), daemon=True)
        self.thread.start()
        if not ready.wait(10):
            raise RuntimeError("the gate did not start")
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join(10)

    async def serve(self, ready):
        self.loop, self.ended = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self.relay, "127.0.0.1", self.port)
        ready.set()
        await self.ended.wait()
        server.close()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def relay(self, reader, writer):
        task = asyncio.current_task()
        self.tasks.add(task)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.to)
        try:
            there = asyncio.create_task(self.up(reader, far_writer))
            back = asyncio.create_task(self.down(far_reader, writer))
            await asyncio.wait({there, back}, return_when=asyncio.FIRST_COMPLETED)
            there.cancel()
            back.cancel()
            await asyncio.gather(there, back, return_exceptions=True)
        finally:
            self.tasks.discard(task)
            writer.close()
            far_writer.close()

    async def up(self, reader, writer):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()

    async def down(self, reader, writer):
        while line := await reader.readline():
            # Postfix's words for: the message is mine now.
            if line.startswith(b"250") and b"queued as" in line:
                self.taken += 1
                if self.hold_after is not None and self.taken > self.hold_after:
                    self.held.set()
                    await asyncio.Event().wait()
            writer.write(line)
            await writer.drain()
