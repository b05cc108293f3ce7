"""What a flower looks like to the model: four lengths in centimetres."""

FEATURES = ("sepal_length", "sepal_width", "petal_length", "petal_width")
TARGET = "species"
MAX_CM = 100  # No iris is larger; beyond that the arithmetic of a score could overflow.


class BadRequest(Exception):
    """The caller's fault: answered with 400 and this sentence."""


def read_features(instance: object) -> list[float]:
    """
    The features of one instance, in the order of FEATURES.

    The data contract makes every feature required, so there is nothing to fill in.
    """
    if not isinstance(instance, dict):
        raise BadRequest("an instance must be an object of features")
    if unknown := sorted(instance.keys() - set(FEATURES)):
        raise BadRequest(f"unknown feature {unknown[0]!r:.40}; known: {', '.join(FEATURES)}")
    try:
        row = [float(instance[name]) for name in FEATURES]
    except ValueError as error:
        raise BadRequest(f"every feature must be a number: {error}") from error
    for name, value in zip(FEATURES, row, strict=True):
        if not 0 <= value <= MAX_CM:
            raise BadRequest(f"{name} must be 0 to {MAX_CM} centimetres; got {value!r:.40}")
    return row
