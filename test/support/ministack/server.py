"""MiniStack on a free loopback port, which is printed with the path of its certificate. Ends with all its functions when its standard input does, that is with
whoever started it."""

import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time

# A group of its own, so that one signal reaches the functions' processes too.
os.setpgid(0, 0)
folder = tempfile.mkdtemp(prefix="signalbox-emulator-")
os.environ["TMPDIR"] = tempfile.tempdir = folder


def end_with_parent() -> None:
    sys.stdin.read()
    shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


def say_when_ready(port: int) -> None:
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    print(port, os.path.join(folder, "ministack-tls", "server.crt"), file=answers, flush=True)


with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
os.environ["GATEWAY_PORT"] = str(port)

# Standard output is for the one answer; whatever the emulator prints goes with its log.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
threading.Thread(target=end_with_parent, daemon=True).start()
threading.Thread(target=say_when_ready, args=[port], daemon=True).start()

# Reads the environment as it loads.
from ministack import app  # noqa: E402

# With TLS it would listen on 443 too, for clients that are told no port; ours are told.
app._port_is_bindable = lambda *_: False
sys.argv = ["ministack"]
app.main()
