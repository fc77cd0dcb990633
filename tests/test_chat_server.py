import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from chat_samples import FakeService  # type: ignore[import-not-found]
from chat_visit import serving  # type: ignore[import-not-found]

from assistant.chat import start
from index.errors import BadSetting

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def page_server(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_ALLOWED_PATHS", "/")
        with serving(FakeService(), tmp_path_factory.mktemp("gradio")) as page:
            yield page


def test_settings_as_the_running_server_tells_them(page_server):
    config = httpx.get(f"{page_server.local_url}config").json()
    told = {
        "analytics_enabled": False,
        "run_history": False,
        "footer_links": [],
        "show_error": False,
        "max_file_size": 1,
        "stylesheets": [],
        "pwa": False,
        "mcp_server": False,
    }
    assert {name: config[name] for name in told} == told
    assert {event["api_visibility"] for event in config["dependencies"]} == {"private"}
    texts = [part["props"] for part in config["components"] if part["type"] == "markdown"]
    assert texts
    assert all(text["sanitize_html"] is True for text in texts)


def test_settings_the_config_does_not_tell(page_server):
    assert page_server.allowed_paths == []  # though the environment said otherwise
    assert page_server.share is False
    assert page_server.enable_monitoring is False
    assert page_server.delete_cache == (3_600, 86_400)
    assert page_server._queue.max_size == 64
    assert page_server.server_name == "127.0.0.1"
    answering = [fn for fn in page_server.fns.values() if fn.concurrency_id == "answer"]
    assert [fn.concurrency_limit for fn in answering] == [8]


def test_other_sites_and_uploads_are_refused(page_server):
    url = page_server.local_url
    for origin in ("http://example.com", "null", "http://localhost:1"):
        assert httpx.get(f"{url}config", headers={"origin": origin}).status_code == 403
    assert httpx.post(f"{url}gradio_api/upload", files={"files": b"x"}).status_code == 403
    assert httpx.get(f"{url}gradio_api/file=/etc/hostname").status_code >= 400
    assert httpx.get(f"{url}monitoring").status_code >= 400
    assert httpx.get(url).headers["content-security-policy"].startswith("default-src 'self'")


def test_a_taken_port_is_said_to_be(page_server, tmp_path):
    with pytest.raises(BadSetting, match=f"127.0.0.1:{page_server.server_port}.*换一个端口"):
        start(FakeService(), str(tmp_path), port=page_server.server_port)


def test_serving_says_where_and_ends_cleanly(tmp_path):
    """In a process of its own: the address on stdout, Ctrl+C ends it, nothing is left in the temp folder."""
    code = (
        "from chat_samples import FakeService; from assistant.chat import serve; serve(FakeService(), port=0)"
    )
    paths = os.pathsep.join((str(Path(__file__).parent), str(Path(__file__).parents[1])))
    environment = {**os.environ, "PYTHONPATH": paths, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        url = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert url, said
        assert "任务分工助手" in httpx.get(url.group()).text
        (folder,) = tmp_path.iterdir()
        assert folder.stat().st_mode & 0o777 == 0o700
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert list(tmp_path.iterdir()) == []
