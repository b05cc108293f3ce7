import json
import sys

import pytest

from metric_line import emit, is_invalid, metric_line


@pytest.mark.parametrize(("status", "errors"), [(200, 0), (400, 0), (500, 1), (503, 1)])
def test_a_5xx_counts_as_an_error(status: int, errors: int) -> None:
    assert json.loads(metric_line(status, 0.001, []))["ServerErrors"] == errors


def test_every_metric_that_is_declared_has_a_value(monkeypatch) -> None:
    monkeypatch.setattr("metric_line.SERVABLE", "1.4.0")
    line = json.loads(metric_line(200, 0.0015, [{"label": "a"}, {"value": float("nan")}]))
    declared = line["_aws"]["CloudWatchMetrics"][0]
    assert line["Latency"] == 1.5
    assert line["Servable"] == "1.4.0"
    assert {each["Name"] for each in declared["Metrics"]} <= line.keys()
    assert set(declared["Dimensions"][0]) <= line.keys()
    assert (line["Predictions"], line["InvalidPredictions"]) == (2, 1)


def test_metrics_are_kept_by_the_second() -> None:
    metrics = json.loads(metric_line(200, 0.001, []))["_aws"]["CloudWatchMetrics"][0]["Metrics"]
    assert {each["StorageResolution"] for each in metrics} == {1}


@pytest.mark.parametrize("prediction", ["setosa", "", 0, 1.5, {"label": "a"}, {"value": -2}])
def test_labels_and_finite_numbers_are_valid(prediction: object) -> None:
    assert not is_invalid(prediction)


@pytest.mark.parametrize(
    "prediction",
    [float("nan"), float("-inf"), None, True, [1], {}, {"label": None}, {"value": float("inf")}],
)
def test_what_a_caller_cannot_use_is_invalid(prediction: object) -> None:
    assert is_invalid(prediction)


def test_answering_goes_on_when_nobody_reads_the_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def write(self, _: str) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    emit(200, 0.001, {"predictions": ["a"]})
