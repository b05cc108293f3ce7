"""One line a request, in CloudWatch's embedded metric format: no agent, no API call."""

import json
import math
import os
import sys
import time

SERVABLE = os.environ.get("SIGNALBOX_SERVABLE", "unreleased")
# Kept by the second, so that a rollout is judged every ten.
DIRECTIVE = {
    "Namespace": "Signalbox/Serving",
    "Dimensions": [["Servable"]],
    "Metrics": [
        {"Name": "Latency", "Unit": "Milliseconds", "StorageResolution": 1},
        {"Name": "ServerErrors", "Unit": "Count", "StorageResolution": 1},
        {"Name": "Predictions", "Unit": "Count", "StorageResolution": 1},
        {"Name": "InvalidPredictions", "Unit": "Count", "StorageResolution": 1},
    ],
}


def metric_line(status: int, seconds: float, predictions: list[object]) -> str:
    """The served version is a dimension: a canary's requests are told from the champion's."""
    document = {
        "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [DIRECTIVE]},
        "Servable": SERVABLE,
        "Status": status,
        "Latency": round(seconds * 1000, 3),
        "ServerErrors": int(status >= 500),
        "Predictions": len(predictions),
        "InvalidPredictions": sum(map(is_invalid, predictions)),
    }
    return json.dumps(document, separators=(",", ":"))


def is_invalid(prediction: object) -> bool:
    """NaN, infinite, absent, or neither a label nor a number: of no use to a caller."""
    if isinstance(prediction, dict):
        label = prediction.get("label")
        prediction = prediction.get("value") if label is None else label
    if isinstance(prediction, int | float) and not isinstance(prediction, bool):
        return not math.isfinite(prediction)
    return not isinstance(prediction, str)


def emit(status: int, seconds: float, document: dict[str, object]) -> None:
    predictions = document.get("predictions")
    try:
        line = metric_line(status, seconds, predictions if isinstance(predictions, list) else [])
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except OSError:
        pass  # Whoever read the lines is gone; that is no reason to stop answering.
