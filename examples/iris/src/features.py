"""What a flower looks like to the model: four lengths in centimetres."""

from collections.abc import Mapping

FEATURES = ("sepal_length", "sepal_width", "petal_length", "petal_width")
TARGET = "species"
MAX_CM = 100  # No iris is larger; beyond that the arithmetic of a score could overflow.


class BadRequest(Exception):
    """The caller's fault: answered with 400 and this sentence."""


def read_features(instance: object, medians: Mapping[str, float]) -> list[float]:
    """
    The features of one instance, in the order of FEATURES.

    A feature that is null or left out takes the median of the training data.
    An unknown name is refused, because a misspelt feature would otherwise be imputed in silence.
    """
    if not isinstance(instance, dict):
        raise BadRequest("an instance must be an object of features")
    if unknown := sorted(instance.keys() - set(FEATURES)):
        raise BadRequest(f"unknown feature {unknown[0]!r:.40}; known: {', '.join(FEATURES)}")
    return [_read_length(name, instance.get(name), medians[name]) for name in FEATURES]


def _read_length(name: str, value: object, median: float) -> float:
    value = median if value is None else value
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MAX_CM:
        raise BadRequest(f"{name} must be null or 0 to {MAX_CM} centimetres; got {value!r:.40}")
    return float(value)
