"""The trained model as data: a linear model on standardised numbers and one flag a category."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from features import CATEGORIES, FEATURES, NUMBERS, Row, read_instance


@dataclass(frozen=True)
class Encoder:
    """Turns features into numbers; training and serving use the same one, so they cannot differ."""

    medians: Mapping[str, float]  # stand in for a number that is missing
    means: Mapping[str, float]
    scales: Mapping[str, float]
    values: Mapping[str, Sequence[str]]  # a value that training did not see sets no flag

    def encode(self, row: Row) -> list[float]:
        numbers = [self._scaled(name, row[name]) for name in NUMBERS]
        flags = [float(row[name] == value) for name in CATEGORIES for value in self.values[name]]
        return numbers + flags

    def _scaled(self, name: str, value: float | str | None) -> float:
        filled = self.medians[name] if value is None else float(value)
        return (filled - self.means[name]) / self.scales[name]


@dataclass(frozen=True)
class Model:
    encoder: Encoder
    labels: Sequence[str]  # empty: a regression
    coefficients: Sequence[Sequence[float]]  # one row a label; one row in all of a regression
    intercepts: Sequence[float]

    @classmethod
    def from_json(cls, text: str | bytes) -> "Model":
        """Raises ValueError, KeyError or TypeError when the text is no model of these features."""
        document = json.loads(text)
        if tuple(document.pop("features")) != FEATURES:
            raise ValueError(f"the model was trained on other features than {', '.join(FEATURES)}")
        return cls(**document | {"encoder": Encoder(**document["encoder"])})

    def to_json(self) -> str:
        document = {"features": FEATURES} | asdict(self)
        return json.dumps(document, indent=1, sort_keys=True) + "\n"

    def predict(self, instance: object) -> dict[str, object]:
        """A label with the probability of each, or the value of a regression. Raises BadRequest."""
        encoded = self.encoder.encode(read_instance(instance))
        scores = [
            intercept + sum(w * x for w, x in zip(weights, encoded, strict=True))
            for weights, intercept in zip(self.coefficients, self.intercepts, strict=True)
        ]
        if not self.labels:
            return {"value": scores[0]}
        probabilities = dict(zip(self.labels, softmax(scores), strict=True))
        label = max(probabilities, key=probabilities.__getitem__)
        return {"label": label, "probabilities": probabilities}


def softmax(scores: Sequence[float]) -> list[float]:
    # Shifted by the largest score, so that exp cannot overflow.
    top = max(scores)
    weights = [math.exp(score - top) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]
