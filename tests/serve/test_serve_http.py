"""The pages over HTTP: who is answered, what a browser may do, and what does not stop it."""

from __future__ import annotations

import asyncio
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from conftest import SAMPLE, SAMPLE_PATH, Write
from dipfacts.cli import app
from dipfacts.cli.commands.serve import question_options
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.render.extras import how_to_install
from dipfacts.serve import server as server_module
from dipfacts.serve import web
from dipfacts.serve.address import Address
from dipfacts.serve.replies import Reply
from support import factbase

SMALL = (factbase.source(), factbase.party("a"), factbase.party("b"), factbase.topic())
HOST = "127.0.0.1:8321"
HOSTS = frozenset({HOST, "localhost:8321"})


def client(*facts: str) -> TestClient:
    return TestClient(web.app(facts, question_options(), HOSTS), base_url=f"http://{HOST}")


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a test opens one base."""
    monkeypatch.setattr(web, "THREADS", 1)


@pytest.fixture
def sample() -> TestClient:
    return client(str(SAMPLE_PATH))


# ------------------------------------------------------------------------- what is answered


def test_a_page_runs_and_fetches_nothing_and_is_not_kept(sample: TestClient) -> None:
    page = sample.get("/trade/azerbaijan/russia?in=2021")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["cache-control"] == "no-cache"
    assert "access-control-allow-origin" not in page.headers
    for own, kind in (("style.css", "text/css; charset=utf-8"), ("icon.svg", "image/svg+xml")):
        assert sample.get(f"/-/{own}").headers["content-type"] == kind
    assert sample.get("/favicon.ico").status_code == 200
    assert "Disallow: /" in sample.get("/robots.txt").text


def test_the_head_of_a_page_comes_without_its_text(sample: TestClient) -> None:
    head = sample.head("/topics")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(sample.get("/topics").content)


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"]
)
def test_nothing_can_be_changed(sample: TestClient, method: str) -> None:
    page = sample.request(method, "/topics")
    assert page.status_code == 405
    assert page.headers["allow"] == "GET, HEAD"
    assert "only GET and HEAD" in page.text


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8321",
        "127.0.0.1",
        "127.0.0.1:80",
        "localhost.evil.example:8321",
        "",
    ],
)
def test_another_host_is_refused(sample: TestClient, host: str) -> None:
    for path in ("/", "/-/style.css", "/topics.json"):
        page = sample.get(path, headers={"Host": host})
        assert page.status_code == 400
        assert page.text == "dipfacts: ask for it as 127.0.0.1:8321, localhost:8321\n"
    assert sample.get("/", headers={"Host": "LOCALHOST:8321"}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/../../etc/passwd", 404),
        ("/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/-/../../facts.toml", 404),
        ("/sample.toml", 404),
        ("/%00", 404),
        ("/trade%0d%0aSet-Cookie:x", 404),
        ("/parties?page=9999", 404),
        ("/sources/archive?page=9", 404),
        ("/%f0%28%8c%28", 404),
        ("/" + "a" * 1_900, 404),
        ("/" + "a/" * 950, 404),
        ("/" + "a" * 3_000, 414),
        ("/search?text=" + "%D0%96" * 200, 200),
        ("/search?text=" + "%F0%9F%8C%8D" * 100, 400),
        ("/trade?" + "&".join(f"o{n}=1" for n in range(150)), 414),
    ],
)
def test_a_strange_address_is_only_not_found(sample: TestClient, path: str, status: int) -> None:
    page = sample.get(path)
    assert page.status_code == status
    assert "root:" not in page.text
    assert "default-src" in page.headers["content-security-policy"]
    assert "Traceback" not in page.text


def test_other_sites_may_link_and_read_nothing(sample: TestClient) -> None:
    asks = {"Sec-Fetch-Site": "cross-site"}
    for path in ("/topics", "/topics.json", "/-/icon.svg"):
        assert sample.get(path, headers={**asks, "Sec-Fetch-Mode": "no-cors"}).status_code == 403
        assert sample.get(path, headers={**asks, "Sec-Fetch-Mode": "navigate"}).status_code == 200
    own = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors"}
    assert sample.get("/-/style.css", headers=own).status_code == 200


class Asked:
    """A request as a server hands it on, of a client that may leave at once."""

    def __init__(self, target: str, leaves: bool = False) -> None:
        self.scope = {
            "type": "http",
            "method": "GET",
            "path": target,
            "raw_path": target.encode(),
            "query_string": b"",
            "headers": [(b"host", HOST.encode())],
        }
        self.leaves, self.sent = leaves, list[Message]()

    async def receive(self) -> Message:
        if not self.leaves:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.sent.append(message)


def test_an_address_that_is_no_path_is_refused_with_the_usual_headers() -> None:
    asked = Asked("*")
    app_ = web.app([str(SAMPLE_PATH)], question_options(), HOSTS)
    asyncio.run(app_(asked.scope, asked.receive, asked.send))
    start = asked.sent[0]
    assert start["status"] == 400
    assert b"content-security-policy" in dict(start["headers"])


def test_what_has_waited_too_long_or_is_of_a_client_that_left_is_not_begun(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, go_on = list[str](), threading.Event()

    def answered(base: object, address: Address, options: object) -> Reply:
        begun.append(str(address))
        go_on.wait(10)
        return Reply(200, "text/plain", "")

    monkeypatch.setattr(web, "reply", answered)
    app_ = web.app([str(SAMPLE_PATH)], question_options(), HOSTS)
    first, left, late = Asked("/timeline"), Asked("/brief", leaves=True), Asked("/relations")

    async def ask(asked: Asked) -> None:
        await app_(asked.scope, asked.receive, asked.send)

    async def run() -> None:
        one = asyncio.ensure_future(ask(first))
        while not begun:
            await asyncio.sleep(0.001)
        await ask(left)
        monkeypatch.setattr(web, "SECONDS", 0.0)
        other = asyncio.ensure_future(ask(late))
        await asyncio.sleep(0)
        go_on.set()
        await asyncio.gather(one, other)

    asyncio.run(run())
    assert begun == ["/timeline"]
    assert [asked.sent[0]["status"] for asked in (first, late)] == [200, 503]


def test_for_a_client_that_left_nothing_is_looked_up_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, left, stopped = threading.Event(), threading.Event(), threading.Event()

    def answered(base: Base, address: Address, options: object) -> Reply:
        begun.set()
        left.wait(10)
        with pytest.raises(TimeoutError):
            base.count(Query())
        stopped.set()
        raise TimeoutError

    monkeypatch.setattr(web, "reply", answered)
    app_ = web.app([str(SAMPLE_PATH)], question_options(), HOSTS)
    asked = Asked("/timeline")

    async def receive() -> Message:
        while not begun.is_set():
            await asyncio.sleep(0.001)
        return {"type": "http.disconnect"}

    asyncio.run(app_(asked.scope, receive, asked.send))
    left.set()
    assert stopped.wait(10)


# ------------------------------------------------------------------------- a base that changes


def test_errors_of_the_base_are_told_in_every_format(write: Write) -> None:
    undated = 'rank = "deprecated"\n'
    pages = client(str(write(factbase.base(*SMALL, factbase.event("e")) + undated)))
    assert "1 error" in pages.get("/topics.md").text.splitlines()[0]
    for form in ("json", "csv"):
        assert pages.get(f"/topics.{form}").headers["dipfacts-problems"] == "1 error"
    write(factbase.base(*SMALL, factbase.event("e")))
    assert "dipfacts-problems" not in pages.get("/topics.json").headers
    assert "error" not in pages.get("/topics.md").text


def test_an_edit_is_seen_on_reload_and_a_base_that_does_not_load_says_why(write: Write) -> None:
    path = write(SAMPLE)
    pages = client(str(path))
    assert pages.get("/show/turnover-2021").status_code == 200
    write(SAMPLE.replace('id = "turnover-2021"', 'id = "turnover-of-2021"'))
    assert pages.get("/show/turnover-2021").status_code == 404
    assert pages.get("/show/turnover-of-2021").status_code == 200
    write(SAMPLE + "\n[[figure]]\nid = 3\n")
    for address in ("/", "/show/turnover-of-2021", "/topics"):
        page = pages.get(address)
        assert page.status_code == 500
        assert "The fact base does not load" in page.text
        assert re.search(r"facts\.toml:\d+", page.text)
        assert "turnover-of" not in page.text
    told = pages.get("/topics.json").json()["error"]
    assert told["message"] == "the fact base does not load"
    assert told["problems"][0]["file"].endswith("facts.toml")
    lines = pages.get("/topics.csv")
    assert lines.headers["content-type"].startswith("text/plain")
    assert re.match(r"dipfacts: the fact base does not load\n  \S*facts\.toml:\d+: ", lines.text)
    path.unlink()
    assert "does not exist" in pages.get("/").text
    write(SAMPLE)
    assert pages.get("/show/turnover-2021").status_code == 200


def test_an_answer_that_takes_too_long_is_given_up(
    sample: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sample.get("/timeline").status_code == 200
    monkeypatch.setattr(web, "SECONDS", -1.0)
    page = sample.get("/timeline")
    assert page.status_code == 503
    assert "ask about two parties" in page.text


def test_too_many_questions_at_once_are_told_to_come_back(
    sample: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "WAITING", 0)
    assert sample.get("/topics").status_code == 503


def test_a_fault_of_the_program_ends_no_thread(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = client(str(write(SAMPLE)))

    def fail(*given: object) -> Reply:
        raise ZeroDivisionError("of no use to a reader")

    with monkeypatch.context() as patched:
        patched.setattr(web, "reply", fail)
        page = pages.get("/topics")
        assert page.status_code == 500
        assert "a fault of the program" in page.text
        assert "of no use" not in page.text
    assert pages.get("/topics").status_code == 200


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MemoryError(), "there is too little memory for this"),
        (RuntimeError("can't start new thread"), "the system starts no more threads"),
    ],
)
def test_what_the_system_lacks_is_no_fault_of_the_program(
    error: Exception, message: str, sample: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> Reply:
        raise error

    monkeypatch.setattr(web, "reply", fail)
    page = sample.get("/topics.txt")
    assert page.status_code == 503
    assert message in page.text
    assert "close other programs, and load this page again" in page.text
    assert "report" not in page.text


def test_a_thread_that_cannot_be_started_is_told_of(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = threading.Thread.start

    def started(thread: threading.Thread) -> None:
        if thread.name.startswith(("answer", "quick")):
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", started)
    page = client(str(write(SAMPLE))).get("/topics.txt")
    assert page.status_code == 503
    assert "the system starts no more threads" in page.text


# ------------------------------------------------------------------------- the command


SERVE = f"{sys.executable} -m dipfacts serve --port 0 -f {SAMPLE_PATH}"


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start a server, with so many file handles as the parameter says."""
    handles = getattr(request, "param", "")
    started = subprocess.Popen(
        ["bash", "-c", f"{handles and f'ulimit -n {handles};'} exec {SERVE}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    line = started.stdout.readline()
    match = re.fullmatch(r"dipfacts: http://127\.0\.0\.1:(\d+)/ \(Ctrl-C stops it\)\n", line)
    assert match is not None
    yield started, int(match[1])
    if started.poll() is None:
        started.kill()
    started.communicate()


def test_idle_clients_do_not_stop_it_and_ctrl_c_ends_it_quietly(
    server: tuple[subprocess.Popen[str], int],
) -> None:
    started, port = server
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(300)]
    for one in idle[::3]:
        one.sendall(b"GET / HTTP/1.1\r\nHost: ")  # and nothing more
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/topics", timeout=20) as page:
        assert page.status == 200
        assert "server" not in page.headers
    for one in idle:
        one.close()
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=20)
    assert (started.returncode, out, err) == (0, "", "")


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert app.run(["serve", "--port", str(port), "-f", str(SAMPLE_PATH)]) == 2
    told = capsys.readouterr().err
    assert f"dipfacts: port {port} cannot be used: address already in use" in told
    assert "try --port 0" in told


@pytest.mark.parametrize(
    ("host", "verb"),
    [("0.0.0.0", "is"), ("::", "is"), ("192.168.1.2", "is"), ("example.invalid", "may be")],
)
def test_other_machines_are_let_in_on_request_alone(
    host: str, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["serve", "--port", "0", "--host", host, "-f", str(SAMPLE_PATH)]) == 2
    told = capsys.readouterr().err
    assert f"{host} {verb} an address that other machines reach" in told
    assert "--allow-remote" in told
    assert "no password" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-f", "-"], "cannot read the fact base from standard input"),
        (["-f", "nowhere.toml"], "nowhere.toml does not exist"),
        (["--port", "99999"], "port 99999 cannot be used"),
        (["--host", "127.0.0.1.1", "--allow-remote"], "there is no address 127.0.0.1.1"),
        (["--host", "203.0.113.1", "--allow-remote"], "203.0.113.1 is no address of this machine"),
    ],
)
def test_what_cannot_be_served_is_told(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    port = [] if "--port" in words else ["--port", "0"]
    assert app.run(["serve", *port, *words]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("command", ["serve", "mcp"])
def test_a_base_from_a_pipe_is_refused(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = os.pipe()
    with open(ours, "rb"), open(theirs, "wb"):
        assert app.run([command, "-f", f"/dev/fd/{ours}"]) == 2
    assert capsys.readouterr().err == (
        f"dipfacts: {command} cannot read the fact base from a pipe\n"
        "  name a file or a folder, which is read again when it changes\n"
    )


@pytest.mark.parametrize("command", ["serve", "mcp"])
def test_standard_input_is_refused_by_any_name(command: str, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("format = 1\n")
    words = [sys.executable, "-m", "dipfacts", command, "-f", "/dev/stdin"]
    with open(tmp_path / "a.toml") as stdin:
        done = subprocess.run(words, stdin=stdin, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert f"{command} cannot read the fact base from standard input" in done.stderr


def test_without_its_libraries_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in ("dipfacts.serve.web", "dipfacts.serve.server"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.delattr("dipfacts.serve.web", raising=False)
    monkeypatch.delattr("dipfacts.serve.server", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert app.run(["serve"]) == 2
    assert capsys.readouterr().err == (
        f"dipfacts: serve needs the libraries starlette and uvicorn\n  {how_to_install('serve')}\n"
    )


@pytest.mark.parametrize("server", ["64"], indirect=True)
def test_where_few_files_may_be_open_more_clients_are_told_once_and_stop_nothing(
    server: tuple[subprocess.Popen[str], int],
) -> None:
    started, port = server
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/topics", timeout=20) as page:
        assert page.status == 200
    for one in idle:
        one.close()
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=20)
    told = "dipfacts: too many open files: connections wait\n  allow more (ulimit -n)\n"
    assert (started.returncode, out) == (0, "")
    assert err in ("", told)


def test_too_few_files_for_any_client_are_refused_at_once() -> None:
    ended = subprocess.run(
        ["bash", "-c", f"ulimit -n 20; {SERVE}"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (
        2,
        "",
        "dipfacts: only 20 files may be open at once\n  allow more (ulimit -n)\n",
    )


@pytest.mark.parametrize(
    ("soft", "hard", "asked", "most"),
    [
        (1024, 4096, None, server_module.MOST),
        (256, 256, 256, 116),
        (256, 300, 300, 138),
        (256, -1, 536, 256),
        (64, 64, 64, 20),
        (-1, -1, None, 256),
    ],
)
def test_connections_are_as_many_as_files_may_be_open(
    soft: int, hard: int, asked: int | None, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: raised.append(limits))
    assert server_module.most_connections() == most
    assert raised == ([(asked, hard)] if asked else [])
