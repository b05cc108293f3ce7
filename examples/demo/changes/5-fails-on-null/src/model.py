"""The trained model as data: a multinomial logistic regression on standardised features."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from features import FEATURES, read_features


@dataclass(frozen=True)
class Model:
    labels: Sequence[str]
    medians: Mapping[str, float]  # of the training data, in centimetres: tells what the model saw
    means: Sequence[float]  # in the order of FEATURES, as are scales and each row of coefficients
    scales: Sequence[float]
    coefficients: Sequence[Sequence[float]]  # one row a label
    intercepts: Sequence[float]

    @classmethod
    def from_json(cls, text: str | bytes) -> "Model":
        """Raises ValueError, KeyError or TypeError when the text is no model of these features."""
        document = json.loads(text)
        if tuple(document.pop("features")) != FEATURES:
            raise ValueError(f"the model was trained on other features than {', '.join(FEATURES)}")
        return cls(**document)

    def to_json(self) -> str:
        document = {"features": FEATURES} | asdict(self)
        return json.dumps(document, indent=1, sort_keys=True) + "\n"

    def predict(self, instance: object) -> dict[str, object]:
        """The likeliest label and the probability of each. Raises BadRequest."""
        row = read_features(instance)
        scaled = [(x - m) / s for x, m, s in zip(row, self.means, self.scales, strict=True)]
        scores = [
            intercept + sum(w * x for w, x in zip(weights, scaled, strict=True))
            for weights, intercept in zip(self.coefficients, self.intercepts, strict=True)
        ]
        probabilities = dict(zip(self.labels, softmax(scores), strict=True))
        label = max(probabilities, key=probabilities.__getitem__)
        return {"label": label, "probabilities": probabilities}


def softmax(scores: Sequence[float]) -> list[float]:
    # Shifted by the largest score, so that exp cannot overflow.
    top = max(scores)
    weights = [math.exp(score - top) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]
