"""The model server: /ping and /invocations over HTTP/1.1, for SageMaker and Lambda."""

import json
import os
import signal
import socket
import socketserver
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler

from features import BadRequest
from metric_line import emit
from model import Model

MAX_BODY_BYTES = 1024 * 1024
DRAIN_SECONDS = 5
LINGER_SECONDS = 1
LINGER_READS = 32  # of 64 KiB: twice the largest body
KNOWN_PATHS = "known: GET /ping, POST /invocations"


class BodyRefused(Exception):
    """The body was not read to its end, so the connection cannot carry another request."""

    def __init__(self, status: int, says: str) -> None:
        super().__init__(says)
        self.status = status


class Handler(BaseHTTPRequestHandler):
    server: "InferenceServer"
    protocol_version = "HTTP/1.1"
    server_version = "iris"
    sys_version = ""  # Callers need not know which Python answers.
    # Head and body leave in one write: two small ones would wait for each other's ACK (40 ms).
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 120  # seconds; a stalled caller does not hold a thread for ever

    def do_GET(self) -> None:
        self.close_connection |= "Content-Length" in self.headers
        if self.path == "/ping":
            self.answer(200, {"status": "ready"})
        else:
            self.send_error(404, f"no such path; {KNOWN_PATHS}")

    def do_POST(self) -> None:
        if self.path != "/invocations":
            self.send_error(404, f"no such path; {KNOWN_PATHS}")
            return
        started = time.perf_counter()
        with self.server.request_under_way():
            status, document = self.invoke()
            self.answer(status, document)
            emit(status, time.perf_counter() - started, document)

    def invoke(self) -> tuple[int, dict[str, object]]:
        try:
            instances = parse_instances(self.read_body())
            return 200, {"predictions": [self.server.model.predict(each) for each in instances]}
        except BodyRefused as refusal:
            self.close_connection = True
            return refusal.status, {"error": str(refusal)}
        except BadRequest as error:
            return 400, {"error": str(error)}
        except Exception:
            traceback.print_exc()
            return 500, {"error": "internal error"}

    def read_body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if "Transfer-Encoding" in self.headers or not length.isdecimal():
            raise BodyRefused(411, "a body needs a Content-Length")
        # Eight digits are beyond the limit already; int() of a long text is slow, then an error.
        if len(length) > 8 or int(length) > MAX_BODY_BYTES:
            raise BodyRefused(413, f"a body may have {MAX_BODY_BYTES} bytes")
        try:
            body = self.rfile.read(int(length))
        except OSError as error:
            raise BodyRefused(408, "the body did not arrive") from error
        if len(body) < int(length):
            raise BodyRefused(400, f"the body ended after {len(body)} of {length} bytes")
        return body

    def answer(self, status: int, document: dict[str, object]) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection or self.server.draining:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The base class says 501 to an unknown method: the caller's fault, so no 5xx."""
        self.close_connection = True
        self.answer(405 if code == 501 else code, {"error": message or "bad request"})

    def log_message(self, *_: object) -> None:
        """The metric line says it."""


class InferenceServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], model: Model) -> None:
        super().__init__(address, Handler)
        self.model = model
        self.draining = False
        self._under_way = 0
        self._idle = threading.Condition()

    @contextmanager
    def request_under_way(self) -> Iterator[None]:
        with self._idle:
            self._under_way += 1
        try:
            yield
        finally:
            with self._idle:
                self._under_way -= 1
                self._idle.notify_all()

    def drain(self, seconds: float) -> bool:
        """Waits for the requests under way. Returns whether all were answered in time."""
        with self._idle:
            return self._idle.wait_for(lambda: self._under_way == 0, seconds)

    def shutdown_request(self, request: socket.socket) -> None:
        """Reads on after the answer: to close on unread bytes would reset it on its way."""
        with suppress(OSError):
            request.shutdown(socket.SHUT_WR)
            request.settimeout(LINGER_SECONDS)
            for _ in range(LINGER_READS):
                if not request.recv(65_536):
                    break
        self.close_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def parse_instances(body: bytes) -> list[object]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("the body is not JSON") from error
    instances = document.get("instances") if isinstance(document, dict) else None
    if not isinstance(instances, list) or not instances:
        raise BadRequest('the body must be {"instances": [...]} with at least one instance')
    return instances


def run_server(model: Model) -> None:
    """Serves until SIGTERM or SIGINT; requests under way are answered first."""
    address = (os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8080")))
    with InferenceServer(address, model) as server:

        def stop(*_: object) -> None:
            server.draining = True
            # shutdown() waits for serve_forever(), which this very thread is in.
            threading.Thread(target=server.shutdown).start()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        host, port = server.server_address
        print(f"serving on {host}:{port}", file=sys.stderr, flush=True)
        server.serve_forever(poll_interval=0.05)
        server.server_close()
        server.drain(DRAIN_SECONDS)
