"""Oracle of core statistics: prints the vectors of test/oracles/core.json. Needs scikit-learn (its version is in the output)."""

import json
import random

import numpy as np
import sklearn
from sklearn.metrics import accuracy_score, f1_score, log_loss, mean_absolute_error, root_mean_squared_error

random.seed(20261123)
rng = np.random.default_rng(20261123)
LABELS = ["setosa", "versicolor", "virginica"]


def classification(rows):
    truth = [random.choice(LABELS) for _ in range(rows)]
    probabilities = rng.dirichlet([0.6, 0.6, 0.6], rows)
    labels = [LABELS[i] for i in probabilities.argmax(axis=1)]
    return {
        "truth": truth,
        "predictions": [
            {"label": label, "probabilities": dict(zip(LABELS, map(float, p)))} for label, p in zip(labels, probabilities)
        ],
        "accuracy": accuracy_score(truth, labels),
        "macro_f1": f1_score(truth, labels, average="macro", zero_division=0),
        "log_loss": log_loss(truth, probabilities, labels=LABELS),
    }


def regression(rows):
    truth = rng.normal(0, 10, rows)
    values = truth + rng.normal(1, 3, rows)
    return {
        "truth": [repr(float(t)) for t in truth],
        "predictions": [{"value": float(v)} for v in values],
        "mae": mean_absolute_error(truth, values),
        "rmse": root_mean_squared_error(truth, values),
    }


print(
    json.dumps(
        {
            "versions": {"scikit-learn": sklearn.__version__},
            "classification": [classification(n) for n in (1, 2, 7, 40)],
            "regression": [regression(n) for n in (1, 5, 40)],
        },
        indent=1,
    )
)
