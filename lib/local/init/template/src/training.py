"""Trains the model under SageMaker's container contract."""

import csv
import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from features import CATEGORIES, FEATURES, NUMBERS, TARGET, TASK, Row, read_record
from layout import Layout
from model import Encoder, Model

MAX_ITERATIONS = 1_000


@dataclass(frozen=True)
class Hyperparameters:
    regularization: float = 1.0  # strength of the L2 penalty

    @classmethod
    def read(cls, path: Path) -> "Hyperparameters":
        """SageMaker hands every value over as a string."""
        given = json.loads(path.read_text()) if path.exists() else {}
        known = {"regularization": float}
        if unknown := sorted(given.keys() - known.keys()):
            raise ValueError(f"unknown hyperparameter {unknown[0]}; known: {', '.join(known)}")
        return cls(**{name: known[name](value) for name, value in given.items()})


def run_training(layout: Layout) -> None:
    """Reads the train channel and writes `model.json`. Raises ValueError on data it cannot use."""
    settings = Hyperparameters.read(layout.hyperparameters)
    rows: list[Row] = []
    targets: list[str] = []
    for row, target in read_examples(layout.train_channel):
        rows.append(row)
        targets.append(target)
    if len(set(targets)) < 2:
        raise ValueError(f"{len(rows)} rows with {len(set(targets))} different {TARGET}; 2 needed")
    layout.model.mkdir(parents=True, exist_ok=True)
    (layout.model / "model.json").write_text(fit(rows, targets, settings).to_json())
    print(f"trained a {TASK} on {len(rows)} rows: {settings}")


def read_examples(channel: Path) -> Iterator[tuple[Row, str]]:
    """Features and target of each row. Columns that are neither are not looked at."""
    for path in sorted(channel.glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            if missing := {*FEATURES, TARGET} - set(reader.fieldnames or ()):
                raise ValueError(f"{path.name} has no column {', '.join(sorted(missing))}")
            for record in reader:
                try:
                    yield read_record(record), record[TARGET]
                except (TypeError, ValueError) as error:
                    raise ValueError(f"{path.name}:{reader.line_num}: {error}") from error


def fit(rows: Sequence[Row], targets: Sequence[str], settings: Hyperparameters) -> Model:
    encoder = fit_encoder(rows)
    matrix = [encoder.encode(row) for row in rows]
    if TASK == "classification":
        return fit_classifier(encoder, matrix, targets, settings)
    return fit_regressor(encoder, matrix, [float(target) for target in targets], settings)


def fit_encoder(rows: Sequence[Row]) -> Encoder:
    medians, means, scales = {}, {}, {}
    for name in NUMBERS:
        present = [row[name] for row in rows if row[name] is not None]
        medians[name] = rounded(statistics.median(present)) if present else 0.0
        filled = [medians[name] if row[name] is None else row[name] for row in rows]
        means[name] = rounded(statistics.fmean(filled))
        scales[name] = rounded(statistics.pstdev(filled)) or 1.0
    values = {name: sorted({row[name] for row in rows} - {None}) for name in CATEGORIES}
    return Encoder(medians, means, scales, values)


def fit_classifier(encoder, matrix, labels, settings: Hyperparameters) -> Model:
    from sklearn.linear_model import LogisticRegression

    classifier = LogisticRegression(C=1 / settings.regularization, max_iter=MAX_ITERATIONS)
    classifier.fit(matrix, labels)
    coefficients, intercepts = classifier.coef_.tolist(), classifier.intercept_.tolist()
    if len(coefficients) == 1:
        # Of two labels scikit-learn keeps the second's row only: the first scores 0.
        coefficients = [[0.0] * len(coefficients[0]), *coefficients]
        intercepts = [0.0, *intercepts]
    return Model(
        encoder=encoder,
        labels=classifier.classes_.tolist(),
        coefficients=[[rounded(weight) for weight in row] for row in coefficients],
        intercepts=[rounded(intercept) for intercept in intercepts],
    )


def fit_regressor(encoder, matrix, values, settings: Hyperparameters) -> Model:
    from sklearn.linear_model import Ridge

    regressor = Ridge(alpha=settings.regularization, solver="cholesky").fit(matrix, values)
    return Model(
        encoder=encoder,
        labels=[],
        coefficients=[[rounded(weight) for weight in regressor.coef_.tolist()]],
        intercepts=[rounded(float(regressor.intercept_))],
    )


def rounded(value: float) -> float:
    """Rounds away what differs between BLAS builds: the same data gives the same bytes."""
    return float(f"{value:.8g}")
