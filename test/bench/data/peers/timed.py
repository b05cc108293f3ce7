"""Runs a command and prints what it cost, from wait4: wall and CPU seconds, peak resident bytes of the largest process.

usage: timed.py SECONDS COMMAND ARGUMENT...   (stopped after SECONDS)
"""

import json
import os
import signal
import sys
import time

limit, command = float(sys.argv[1]), sys.argv[2:]
os.set_inheritable(3, False)
started = time.monotonic()
pid = os.posix_spawnp(command[0], command, os.environ, setpgroup=0)
signal.signal(signal.SIGALRM, lambda *_: os.killpg(pid, signal.SIGKILL))
signal.setitimer(signal.ITIMER_REAL, limit)
while True:
    try:
        _, status, usage = os.wait4(pid, 0)
        break
    except InterruptedError:
        continue
signal.setitimer(signal.ITIMER_REAL, 0)
cost = {
    "wallSeconds": time.monotonic() - started,
    "cpuSeconds": usage.ru_utime + usage.ru_stime,
    "peakBytes": usage.ru_maxrss * 1024,
    "exit": os.waitstatus_to_exitcode(status),
}
with os.fdopen(3, "w") as out:
    json.dump(cost, out)
