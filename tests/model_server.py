"""An OpenAI-compatible server on this machine that behaves as told, call by call: real HTTP, real connections."""

import json
import socket
import struct
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

Behaviour = Callable[["Handler"], None]


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    model_server: "ModelServer"

    def handle_error(self, request, client_address):
        """A client that leaves is what many a test is about."""


class ModelServer:
    """Serves one behaviour a call, in order; keeps what was asked. A call too many is answered with 418."""

    def __init__(self, *behaviours: Behaviour) -> None:
        self.behaviours = deque(behaviours)
        self.calls: list[dict] = []
        self.keys: list[str | None] = []
        self.asked, self.left = Event(), Event()
        self._http = _Http(("127.0.0.1", 0), Handler)
        self._http.model_server = self
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"
        self._thread = Thread(target=self._http.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def do_POST(self):
        server: ModelServer = self.server.model_server
        server.calls.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        server.keys.append(self.headers["Authorization"])
        behave = server.behaviours.popleft() if server.behaviours else status(418)
        server.asked.set()
        behave(self)

    def log_message(self, format, *args):  # noqa: A002 - the name of the base class
        pass

    def chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def event(self, value: object) -> None:
        self.chunk(f"data: {value if isinstance(value, str) else json.dumps(value)}\n\n".encode())

    def say(self, delta: dict, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self.event(
            {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        )

    def end(self) -> None:
        self.event("[DONE]")
        self.chunk(b"")

    def wait_until_left(self) -> None:
        if self.connection.recv(1) == b"":
            self.server.model_server.left.set()
        self.close_connection = True


def says(*pieces: str, finish: str | None = "stop") -> Behaviour:
    """A reply in pieces."""

    def behave(handler: Handler) -> None:
        handler.begin()
        handler.say({"role": "assistant", "content": None})
        for piece in pieces:
            handler.say({"content": piece})
        handler.say({}, finish)
        handler.end()

    return behave


def calls_tool(*pieces: str) -> Behaviour:
    """A tool call whose arguments come in pieces."""

    def behave(handler: Handler) -> None:
        handler.begin()
        for number, piece in enumerate(pieces):
            function = {"arguments": piece} | ({} if number else {"name": "f"})
            handler.say({"role": "assistant", "tool_calls": [{"index": 0, "id": "c", "function": function}]})
        handler.say({}, "tool_calls")
        handler.end()

    return behave


def status(code: int, body: dict | None = None, **headers: str) -> Behaviour:
    """An error; its text repeats the key, as some servers do."""

    def behave(handler: Handler) -> None:
        told = {"error": {"message": f"no: {handler.headers['Authorization']}", **(body or {})}}
        text = json.dumps(told).encode()
        handler.send_response(code)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(text)))
        handler.end_headers()
        handler.wfile.write(text)

    return behave


def sends(text: str, kind: str = "text/event-stream") -> Behaviour:
    """A 200 with this body, whatever it is."""

    def behave(handler: Handler) -> None:
        body = text.encode()
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def hangs(handler: Handler) -> None:
    """Not a byte, until the client leaves."""
    handler.wait_until_left()


def says_then_hangs(handler: Handler) -> None:
    """Half a reply, and nothing more until the client leaves."""
    handler.begin()
    handler.say({"content": "一半"})
    handler.wait_until_left()


def resets(handler: Handler) -> None:
    """The connection is reset before a byte."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    handler.connection.close()


def says_then_breaks(handler: Handler) -> None:
    """Half a reply, then the connection ends."""
    handler.begin()
    handler.say({"content": "一半"})
    handler.close_connection = True


def stutters(handler: Handler) -> None:
    """Signs of life, but no reply, until the client leaves."""
    handler.begin()
    handler.connection.settimeout(0.05)
    while not handler.server.model_server.left.is_set():
        try:
            handler.chunk(b": ping\n\n")
            handler.wait_until_left()
        except TimeoutError:
            continue
        except OSError:
            handler.server.model_server.left.set()
