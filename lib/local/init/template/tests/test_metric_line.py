import json
import sys

import pytest

from metric_line import emit, metric_line


@pytest.mark.parametrize(("status", "errors"), [(200, 0), (400, 0), (500, 1), (503, 1)])
def test_a_5xx_counts_as_an_error(status: int, errors: int) -> None:
    assert json.loads(metric_line(status, 0.001))["ServerErrors"] == errors


def test_every_metric_that_is_declared_has_a_value(monkeypatch) -> None:
    monkeypatch.setattr("metric_line.SERVABLE", "1.4.0")
    line = json.loads(metric_line(200, 0.0015))
    declared = line["_aws"]["CloudWatchMetrics"][0]
    assert line["Latency"] == 1.5
    assert line["Servable"] == "1.4.0"
    assert {each["Name"] for each in declared["Metrics"]} <= line.keys()
    assert set(declared["Dimensions"][0]) <= line.keys()


def test_answering_goes_on_when_nobody_reads_the_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def write(self, _: str) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    emit(200, 0.001)
