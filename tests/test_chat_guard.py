import asyncio

import pytest

from assistant.chat_guard import Guard


async def inner(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-inner", b"1")]})
    await send({"type": "http.response.body", "body": b"ok"})


def request(method: str, path: str, **headers: str) -> tuple[int, dict[bytes, bytes]]:
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request"}

    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": given}
    asyncio.run(Guard(inner)(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"])


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("HEAD", "/config"),
        ("POST", "/gradio_api/queue/join"),
        ("POST", "/office/gradio_api/reset/"),
    ],
)
def test_what_the_page_needs_passes(method, path):
    status, headers = request(method, path)
    assert status == 200
    assert headers[b"x-inner"] == b"1"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("POST", "/gradio_api/process_recording"),
        ("POST", "/gradio_api/run/predict"),
        ("POST", "/gradio_api/call/ask"),
        ("DELETE", "/gradio_api/queue/join"),
    ],
)
def test_everything_else_is_refused(method, path):
    assert request(method, path)[0] == 403


@pytest.mark.parametrize("path", ["/", "/gradio_api/upload"])
def test_every_response_forbids_other_hosts(path):
    policy = request("POST" if "upload" in path else "GET", path)[1][b"content-security-policy"].decode()
    assert "default-src 'self'" in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://10.0.0.5:7860", 200),
        ("https://tasks.office", 200),
        ("http://10.0.0.5", 403),
        ("http://example.com", 403),
        ("null", 403),
    ],
)
def test_other_sites_are_refused(origin, status):
    seen = request("GET", "/", origin=origin, host="10.0.0.5:7860", x_forwarded_host="tasks.office")
    assert seen[0] == status
