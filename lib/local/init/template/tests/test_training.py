import csv
import json

import pytest

from features import NUMBERS, TARGET
from layout import Layout
from main import main
from model import Model

Records = list[dict[str, str]]


def write_drop(layout: Layout, records: Records) -> None:
    with (layout.train_channel / "part-0.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(records[0]))
        writer.writeheader()
        writer.writerows(records)


def trained(layout: Layout) -> bytes:
    assert main(["train"]) == 0
    return (layout.model / "model.json").read_bytes()


def test_writes_a_model_that_can_be_served(layout: Layout, records: Records, low) -> None:
    # How good the model is, is not asked here: Signalbox's model gate measures it on real rows.
    write_drop(layout, records)
    assert Model.from_json(trained(layout)).predict(low)


def test_the_same_data_gives_the_same_bytes(layout: Layout, records: Records) -> None:
    write_drop(layout, records)
    assert trained(layout) == trained(layout)


def test_missing_features_are_filled(layout: Layout, records: Records) -> None:
    gaps = [{k: v if k in (TARGET, "row") else "" for k, v in row.items()} for row in records[:3]]
    write_drop(layout, records + gaps)
    assert trained(layout)


def test_hyperparameters_come_as_strings(layout: Layout, records: Records) -> None:
    write_drop(layout, records)
    default = trained(layout)
    layout.hyperparameters.write_text(json.dumps({"regularization": "100"}))
    assert trained(layout) != default


def test_an_unknown_hyperparameter_is_refused(layout: Layout, records: Records) -> None:
    write_drop(layout, records)
    layout.hyperparameters.write_text('{"depth": "3"}')
    assert main(["train"]) == 1
    assert "known: regularization" in layout.failure.read_text()


def without_target(records: Records) -> Records:
    return [{name: value for name, value in row.items() if name != TARGET} for row in records]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [(without_target, TARGET), (lambda records: records[:1], "1 rows with 1 different")],
)
def test_the_reason_of_a_failure_is_left_behind(
    layout: Layout, records: Records, spoil, says: str
) -> None:
    write_drop(layout, spoil(records))
    assert main(["train"]) == 1
    assert says in layout.failure.read_text()
    assert not (layout.model / "model.json").exists()


@pytest.mark.skipif(not NUMBERS, reason="no feature is a number")
def test_a_row_that_cannot_be_read_is_named(layout: Layout, records: Records) -> None:
    write_drop(layout, [{**row, NUMBERS[0]: "wide"} for row in records])
    assert main(["train"]) == 1
    assert "part-0.csv:2" in layout.failure.read_text()


def test_another_argument_is_wrong_usage() -> None:
    assert main(["evaluate"]) == 64
