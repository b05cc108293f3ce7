import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from layout import Layout
from model import Model
from serving import MAX_BODY_BYTES, InferenceServer

FLOWER = {"sepal_length": 5.1, "sepal_width": 3.5, "petal_length": 1.4, "petal_width": 0.2}


@pytest.fixture
def emitted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The statuses of which a metric line was written."""
    statuses = []
    monkeypatch.setattr("serving.emit", lambda status, *_: statuses.append(status))
    return statuses


@pytest.fixture
def server(model: Model, emitted: list[int]) -> Iterator[InferenceServer]:
    with InferenceServer(("127.0.0.1", 0), model) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()
        server.drain(1)


@pytest.fixture
def connection(server: InferenceServer) -> Iterator[HTTPConnection]:
    connection = HTTPConnection(*server.server_address, timeout=5)
    yield connection
    connection.close()


def ask(
    connection: HTTPConnection, method: str, path: str, body: object = None
) -> tuple[int, dict]:
    text = body if isinstance(body, str | None) else json.dumps(body)
    connection.request(method, path, text)
    response = connection.getresponse()
    return response.status, json.loads(response.read())


def test_ping_answers_when_ready(connection: HTTPConnection) -> None:
    assert ask(connection, "GET", "/ping") == (200, {"status": "ready"})


def test_answers_one_prediction_an_instance(connection: HTTPConnection) -> None:
    status, answer = ask(connection, "POST", "/invocations", {"instances": [FLOWER, FLOWER]})
    assert status == 200
    assert [each["label"] for each in answer["predictions"]] == ["setosa", "setosa"]


def test_each_request_leaves_one_metric_line(server, connection, emitted: list[int]) -> None:
    ask(connection, "POST", "/invocations", {"instances": [FLOWER]})
    ask(connection, "POST", "/invocations", {})
    ask(connection, "GET", "/ping")
    assert server.drain(1)
    assert emitted == [200, 400]


def test_one_connection_carries_many_requests(connection: HTTPConnection) -> None:
    for body, expected in [
        ({"instances": [FLOWER]}, 200),
        ({}, 400),
        ({"instances": [FLOWER]}, 200),
    ]:
        assert ask(connection, "POST", "/invocations", body)[0] == expected
        assert connection.sock is not None


@pytest.mark.parametrize(
    "body",
    [
        "no json",
        "[" * 100_000,
        "[]",
        {},
        {"instances": []},
        {"instances": [[1, 2]]},
        {"instances": [FLOWER | {"petal_length": "long"}]},
    ],
)
def test_a_bad_request_is_the_callers_fault(connection: HTTPConnection, body: object) -> None:
    status, answer = ask(connection, "POST", "/invocations", body)
    assert status == 400
    assert answer["error"]


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [("GET", "/", 404), ("POST", "/ping", 404), ("PUT", "/invocations", 405)],
)
def test_what_is_not_offered_is_no_server_error(connection, method, path, expected) -> None:
    assert ask(connection, method, path)[0] == expected


def test_a_body_is_limited(connection: HTTPConnection) -> None:
    connection.putrequest("POST", "/invocations")
    connection.putheader("Content-Length", str(MAX_BODY_BYTES + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413


def test_a_body_without_a_length_is_refused(connection: HTTPConnection) -> None:
    connection.request("POST", "/invocations", iter([b"{}"]), encode_chunked=True)
    assert connection.getresponse().status == 411


def test_a_body_that_ends_early_is_the_callers_fault(server: InferenceServer) -> None:
    with socket.create_connection(server.server_address, timeout=5) as caller:
        caller.sendall(b"POST /invocations HTTP/1.1\r\nContent-Length: 10\r\n\r\n{}")
        caller.shutdown(socket.SHUT_WR)
        assert caller.recv(1024).startswith(b"HTTP/1.1 400 ")


def test_our_own_fault_is_a_500_without_details(server, connection, monkeypatch) -> None:
    def broken(*_: object) -> Callable:
        raise RuntimeError("secret")

    monkeypatch.setattr(server, "model", type("Broken", (), {"predict": broken}))
    status, answer = ask(connection, "POST", "/invocations", {"instances": [FLOWER]})
    assert (status, answer) == (500, {"error": "internal error"})


def test_a_draining_server_answers_and_lets_go(server, connection) -> None:
    server.draining = True
    connection.request("GET", "/ping")
    response = connection.getresponse()
    assert (response.status, response.getheader("Connection")) == (200, "close")
    assert server.drain(1)


def test_the_server_ends_at_sigterm(layout: Layout, model: Model) -> None:
    layout.model.mkdir()
    (layout.model / "model.json").write_text(model.to_json())
    main = Path(__file__).parent.parent / "src/main.py"
    with subprocess.Popen(
        [sys.executable, main, "serve"],
        env=os.environ | {"HOST": "127.0.0.1", "PORT": "0"},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        port = int(process.stderr.readline().rpartition(":")[2])
        assert ask(HTTPConnection("127.0.0.1", port), "GET", "/ping")[0] == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
