"""Trains the classifier under SageMaker's container contract."""

import csv
import json
import random
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from features import FEATURES, TARGET
from layout import Layout
from model import Model

SEED = 0
DIGITS = 10  # Rounds away what differs between BLAS builds: the same data gives the same bytes.


@dataclass(frozen=True)
class Hyperparameters:
    C: float = 1.0  # inverse strength of the L2 penalty
    max_iter: int = 200

    @classmethod
    def read(cls, path: Path) -> "Hyperparameters":
        """SageMaker hands every value over as a string."""
        given = json.loads(path.read_text()) if path.exists() else {}
        known = {"C": float, "max_iter": int}
        if unknown := sorted(given.keys() - known.keys()):
            raise ValueError(f"unknown hyperparameter {unknown[0]}; known: {', '.join(known)}")
        return cls(**{name: known[name](value) for name, value in given.items()})


def run_training(layout: Layout) -> None:
    """Reads the train channel and writes `model.json`. Raises ValueError on data it cannot use."""
    settings = Hyperparameters.read(layout.hyperparameters)
    rows: list[list[float]] = []
    labels: list[str] = []
    for row, label in read_examples(layout.train_channel):
        rows.append(row)
        labels.append(label)
    if len(set(labels)) < 2:
        raise ValueError(f"{len(rows)} rows of {len(set(labels))} species; at least 2 are needed")
    # Exports come sorted by species: mix them, so that the order of a drop cannot matter.
    shuffler = random.Random(SEED)  # noqa: S311
    shuffler.shuffle(rows)
    shuffler.shuffle(labels)
    layout.model.mkdir(parents=True, exist_ok=True)
    (layout.model / "model.json").write_text(fit(rows, labels, settings).to_json())
    print(f"trained on {len(rows)} rows: {settings}")


def read_examples(channel: Path) -> Iterator[tuple[list[float], str]]:
    """Features and label of each row. Columns that are neither (identifiers) are not looked at."""
    for path in sorted(channel.glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            if missing := {*FEATURES, TARGET} - set(reader.fieldnames or ()):
                raise ValueError(f"{path.name} has no column {', '.join(sorted(missing))}")
            for record in reader:
                try:
                    yield [float(record[name]) for name in FEATURES], record[TARGET]
                except (TypeError, ValueError) as error:
                    raise ValueError(f"{path.name}:{reader.line_num}: {error}") from error


def fit(rows: list[list[float]], labels: list[str], settings: Hyperparameters) -> Model:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(rows)
    classifier = LogisticRegression(C=settings.C, max_iter=settings.max_iter)
    classifier.fit(scaler.transform(rows), labels)
    columns = zip(FEATURES, zip(*rows, strict=True), strict=True)
    return Model(
        labels=classifier.classes_.tolist(),
        medians={name: statistics.median(column) for name, column in columns},
        means=scaler.mean_.round(DIGITS).tolist(),
        scales=scaler.scale_.round(DIGITS).tolist(),
        coefficients=classifier.coef_.round(DIGITS).tolist(),
        intercepts=classifier.intercept_.round(DIGITS).tolist(),
    )
