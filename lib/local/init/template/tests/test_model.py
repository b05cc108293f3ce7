import pytest

from features import CATEGORIES, FEATURES, NUMBERS, TARGET, TASK, BadRequest
from model import Model, softmax


def test_tells_low_from_high(model: Model, low, high) -> None:
    if TASK == "classification":
        assert [model.predict(each)["label"] for each in (low, high)] == ["no", "yes"]
    else:
        assert model.predict(low)["value"] == pytest.approx(0.3, abs=1)
        assert model.predict(high)["value"] == pytest.approx(5.3, abs=1)


@pytest.mark.skipif(TASK != "classification", reason="a regression has no probabilities")
def test_probabilities_sum_to_one(model: Model, low) -> None:
    assert sum(model.predict(low)["probabilities"].values()) == pytest.approx(1)


def test_large_scores_do_not_overflow() -> None:
    assert softmax([1000.0, 0.0]) == [1.0, 0.0]


def test_a_feature_that_is_missing_or_new_is_no_error(model: Model, low) -> None:
    assert model.predict({})
    assert model.predict(low | dict.fromkeys(CATEGORIES, "never seen"))
    assert model.predict(low | dict.fromkeys(CATEGORIES, True))
    assert model.predict(dict.fromkeys(FEATURES)) == model.predict({})


def test_comes_back_from_its_file_as_it_was(model: Model) -> None:
    assert Model.from_json(model.to_json()) == model


def test_a_model_of_other_features_is_no_model() -> None:
    with pytest.raises(ValueError, match="other features"):
        Model.from_json('{"features": ["another"]}')


@pytest.mark.parametrize(("instance", "says"), [([5.1], "an object"), ({"??": 1}, "unknown")])
def test_says_what_is_wrong_with_an_instance(model: Model, instance: object, says: str) -> None:
    with pytest.raises(BadRequest, match=says):
        model.predict(instance)


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["wide", True, 1e300, float("inf"), []])
def test_a_number_is_a_number(model: Model, name: str, value: object) -> None:
    with pytest.raises(BadRequest, match="must be"):
        model.predict({name: value})


@pytest.mark.parametrize("name", CATEGORIES)
def test_a_category_is_a_text(model: Model, name: str) -> None:
    with pytest.raises(BadRequest, match="must be"):
        model.predict({name: 1})


def test_golden_rows_are_of_these_columns(golden: list[dict[str, str]]) -> None:
    assert golden
    for row in golden:
        assert row.keys() == {*FEATURES, TARGET}
