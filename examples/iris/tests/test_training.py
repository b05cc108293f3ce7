import csv
import json

import pytest

from layout import Layout
from main import main
from model import Model


def write_drop(layout: Layout, flowers: list[dict[str, str]]) -> None:
    with (layout.train_channel / "part-0.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(flowers[0]))
        writer.writeheader()
        writer.writerows(flowers)


def test_writes_a_model_that_can_be_served(layout: Layout, flowers: list[dict[str, str]]) -> None:
    # How good the model is, is not asked here: Signalbox's model gate measures it on real rows.
    write_drop(layout, flowers)
    assert main(["train"]) == 0
    model = Model.from_json((layout.model / "model.json").read_bytes())
    assert list(model.labels) == ["setosa", "versicolor", "virginica"]


def test_the_same_data_gives_the_same_bytes(layout: Layout, flowers: list[dict[str, str]]) -> None:
    write_drop(layout, flowers)
    files = []
    for _ in range(2):
        assert main(["train"]) == 0
        files.append((layout.model / "model.json").read_bytes())
    assert files[0] == files[1]


def test_hyperparameters_come_as_strings(layout: Layout, flowers: list[dict[str, str]]) -> None:
    write_drop(layout, flowers)
    assert main(["train"]) == 0
    loose = (layout.model / "model.json").read_bytes()
    layout.hyperparameters.write_text(json.dumps({"C": "0.01", "max_iter": "300"}))
    assert main(["train"]) == 0
    assert (layout.model / "model.json").read_bytes() != loose


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda f: [{**each, "petal_width": "wide"} for each in f], "part-0.csv:2"),
        (lambda f: [{k: v for k, v in each.items() if k != "species"} for each in f], "species"),
        (lambda f: f[:1], "1 rows of 1 species"),
    ],
)
def test_the_reason_of_a_failure_is_left_behind(
    layout: Layout, flowers: list[dict[str, str]], spoil, says: str
) -> None:
    write_drop(layout, spoil(flowers))
    assert main(["train"]) == 1
    assert says in layout.failure.read_text()
    assert not (layout.model / "model.json").exists()


def test_an_unknown_hyperparameter_is_refused(
    layout: Layout, flowers: list[dict[str, str]]
) -> None:
    write_drop(layout, flowers)
    layout.hyperparameters.write_text('{"depth": "3"}')
    assert main(["train"]) == 1
    assert "known: C, max_iter" in layout.failure.read_text()


def test_another_argument_is_wrong_usage() -> None:
    assert main(["evaluate"]) == 64
