import pytest

from features import BadRequest, read_features
from model import Model, softmax

FLOWER = {"sepal_length": 5.1, "sepal_width": 3.5, "petal_length": 1.4, "petal_width": 0.2}


def test_names_the_likeliest_species(model: Model) -> None:
    assert model.predict(FLOWER)["label"] == "setosa"
    assert model.predict(FLOWER | {"petal_length": 5.5})["label"] == "virginica"


def test_a_missing_petal_width_is_estimated_from_the_length() -> None:
    medians = dict.fromkeys(FLOWER, 9.0)
    assert read_features(FLOWER | {"petal_length": 6, "petal_width": None}, medians)[3] == (
        pytest.approx(2.133)
    )
    assert read_features({"petal_length": 0.5}, medians) == [9.0, 9.0, 0.5, 0.0]
    assert read_features({"petal_width": None}, medians) == [9.0, 9.0, 9.0, 9.0]


def test_probabilities_sum_to_one(model: Model) -> None:
    probabilities = model.predict(FLOWER)["probabilities"]
    assert sum(probabilities.values()) == pytest.approx(1)


def test_large_scores_do_not_overflow() -> None:
    assert softmax([1000.0, 0.0]) == [1.0, 0.0]


def test_comes_back_from_its_file_as_it_was(model: Model) -> None:
    assert Model.from_json(model.to_json()) == model


def test_a_model_of_other_features_is_no_model() -> None:
    with pytest.raises(ValueError, match="other features"):
        Model.from_json('{"features": ["age"]}')


@pytest.mark.parametrize(
    ("instance", "says"),
    [
        ([5.1, 3.5], "must be an object"),
        (FLOWER | {"colour": 1}, "unknown feature 'colour'; known: sepal_length"),
        (FLOWER | {"sepal_width": "wide"}, "wide"),
        (FLOWER | {"sepal_width": -1}, "0 to 100 centimetres"),
        (FLOWER | {"sepal_width": 1e308}, "0 to 100 centimetres"),
    ],
)
def test_says_what_is_wrong_with_an_instance(model: Model, instance: object, says: str) -> None:
    with pytest.raises(BadRequest, match=says):
        model.predict(instance)
