"""What stands before the chat server: lets in what the page needs, tells the browser to ask no one else."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POSTS = ("/queue/join", "/cancel", "/reset")
"""What the page posts to. Uploads, recordings and direct calls of functions are refused."""

# Gradio's page builds itself with inline and evaluated scripts, so those stay allowed; other hosts are not.
POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; "
    "worker-src 'self' blob:; "
    "object-src 'none'; "
    "base-uri 'self'; "
    "form-action 'self'; "
    "frame-ancestors 'self'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


class Guard:
    """ASGI middleware: refuses what the page never sends, and adds the headers above to every response."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _allowed(scope["method"], scope["path"]) and _same_site(scope["headers"]):
            await self._app(scope, receive, _with_headers(send))
        else:
            await _refuse(_with_headers(send))


def _allowed(method: str, path: str) -> bool:
    return method in {"GET", "HEAD"} or (method == "POST" and path.rstrip("/").endswith(POSTS))


def _same_site(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the request comes from our own page or from no page; a proxy may give the page its name."""
    given = dict(headers)
    origin = given.get(b"origin")
    names = {given.get(b"host"), given.get(b"x-forwarded-host")} - {None}
    return origin is None or origin.partition(b"://")[2] in names


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await send(message)

    return sending


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": "此操作未开放。".encode()})
