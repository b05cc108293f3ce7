"""One line a request, in CloudWatch's embedded metric format: no agent, no API call."""

import json
import os
import sys
import time

SERVABLE = os.environ.get("SIGNALBOX_SERVABLE", "unreleased")
DIRECTIVE = {
    "Namespace": "Signalbox/Serving",
    "Dimensions": [["Servable"]],
    "Metrics": [
        {"Name": "Latency", "Unit": "Milliseconds"},
        {"Name": "ServerErrors", "Unit": "Count"},
    ],
}


def metric_line(status: int, seconds: float) -> str:
    """The served version is a dimension: a canary's requests are told from the champion's."""
    document = {
        "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [DIRECTIVE]},
        "Servable": SERVABLE,
        "Status": status,
        "Latency": round(seconds * 1000, 3),
        "ServerErrors": int(status >= 500),
    }
    return json.dumps(document, separators=(",", ":"))


def emit(status: int, seconds: float) -> None:
    try:
        sys.stdout.write(metric_line(status, seconds) + "\n")
        sys.stdout.flush()
    except OSError:
        pass  # Whoever read the lines is gone; that is no reason to stop answering.
