import csv
from pathlib import Path

import pytest

from layout import Layout
from model import Model

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


@pytest.fixture
def flowers() -> list[dict[str, str]]:
    with (WORKLOAD / "golden/golden.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def model() -> Model:
    """Two species, told apart by the petal length alone: the middle is at 3 cm."""
    return Model(
        labels=["setosa", "virginica"],
        medians=dict.fromkeys(("sepal_length", "sepal_width", "petal_length", "petal_width"), 3.0),
        means=[0.0, 0.0, 3.0, 0.0],
        scales=[1.0, 1.0, 1.0, 1.0],
        coefficients=[[0.0, 0.0, -5.0, 0.0], [0.0, 0.0, 5.0, 0.0]],
        intercepts=[0.0, 0.0],
    )
