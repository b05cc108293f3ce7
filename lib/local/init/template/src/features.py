"""What a row looks like to the model: the columns of columns.json, as numbers and as categories."""

import json
import math
from collections.abc import Mapping
from pathlib import Path

_COLUMNS = json.loads(Path(__file__).with_name("columns.json").read_text(encoding="utf-8"))
TASK: str = _COLUMNS["task"]  # "classification" or "regression"
TARGET: str = _COLUMNS["target"]
NUMBERS: tuple[str, ...] = tuple(_COLUMNS["numbers"])
CATEGORIES: tuple[str, ...] = tuple(_COLUMNS["categories"])
FEATURES = NUMBERS + CATEGORIES
MAX_NUMBER = 1e15  # Beyond that the arithmetic of a score could overflow.

Row = Mapping[str, float | str | None]


class BadRequest(Exception):
    """The caller's fault: answered with 400 and this sentence."""


def read_instance(instance: object) -> Row:
    """
    The features of one instance of a request; what is null or left out is None.

    An unknown name is refused, because a misspelt feature would otherwise be missing in silence.
    """
    if not isinstance(instance, dict):
        raise BadRequest("an instance must be an object of features")
    if unknown := sorted(instance.keys() - set(FEATURES)):
        raise BadRequest(f"unknown feature {unknown[0]!r:.40}; known: {', '.join(FEATURES)}")
    numbers = {name: _number(name, instance.get(name)) for name in NUMBERS}
    return numbers | {name: _category(name, instance.get(name)) for name in CATEGORIES}


def read_record(record: Mapping[str, str]) -> Row:
    """The features of one row of a CSV; an empty field is None. Raises ValueError."""
    numbers = {name: float(record[name]) if record[name] else None for name in NUMBERS}
    return numbers | {name: record[name] or None for name in CATEGORIES}


def _number(name: str, value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadRequest(f"{name} must be a number or null; got {value!r:.40}")
    if not math.isfinite(value) or abs(value) > MAX_NUMBER:
        raise BadRequest(f"{name} must be within {MAX_NUMBER:g}; got {value!r:.40}")
    return float(value)


def _category(name: str, value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()  # as a CSV spells it
    if value is None or isinstance(value, str):
        return value or None
    raise BadRequest(f"{name} must be a text, true, false or null; got {value!r:.40}")
