import csv
from pathlib import Path

import pytest

from features import CATEGORIES, NUMBERS, TARGET, TASK, read_record
from layout import Layout
from model import Model
from training import Hyperparameters, fit

WORKLOAD = Path(__file__).parent.parent


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """An empty container tree, as SageMaker lays it out."""
    monkeypatch.setenv("SAGEMAKER_BASE_DIR", str(tmp_path))
    for name in (
        "SM_CHANNEL_TRAIN",
        "SM_MODEL_DIR",
        "SIGNALBOX_MODEL_URI",
        "SIGNALBOX_MODEL_SHA256",
    ):
        monkeypatch.delenv(name, raising=False)
    layout = Layout.from_environment()
    for folder in (layout.train_channel, layout.hyperparameters.parent):
        folder.mkdir(parents=True)
    return layout


@pytest.fixture(scope="session")
def records() -> list[dict[str, str]]:
    """Forty rows that are easy to tell apart, as a CSV holds them: made up, so that they stay."""
    rows = []
    for i in range(40):
        high = i % 2
        row = {name: str(10 * high + i % 7 / 10) for name in NUMBERS}
        row |= dict.fromkeys(CATEGORIES, ("low", "high")[high])
        target = ("no", "yes")[high] if TASK == "classification" else str(5 * high + i % 7 / 10)
        rows.append({"row": str(i)} | row | {TARGET: target})
    return rows


@pytest.fixture(scope="session")
def model(records: list[dict[str, str]]) -> Model:
    rows = [read_record(record) for record in records]
    return fit(rows, [record[TARGET] for record in records], Hyperparameters())


@pytest.fixture
def low() -> dict[str, object]:
    return dict.fromkeys(NUMBERS, 0.2) | dict.fromkeys(CATEGORIES, "low")


@pytest.fixture
def high() -> dict[str, object]:
    return dict.fromkeys(NUMBERS, 10.2) | dict.fromkeys(CATEGORIES, "high")


@pytest.fixture
def golden() -> list[dict[str, str]]:
    with (WORKLOAD / "golden/golden.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
