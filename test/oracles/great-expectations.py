"""What Great Expectations answers to random suites over random tables: test/oracles/great-expectations.json.

pip install great_expectations==1.24.1 pandas==3.1.1
python great-expectations.py > great-expectations.json

Left out are answers that hang on how pandas holds a table: whole numbers beside missing ones are floats to it, and nothing
adds up to 0. Rows are named by the column `row`.
"""

import json
import logging
import os
import random
import warnings

os.environ["GX_ANALYTICS_ENABLED"] = "false"
warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

import great_expectations as gx
import great_expectations.expectations as expectations
import numpy as np
import pandas as pd

random.seed(20260101)
WORDS = ["ab", "abc", "b", "", "Zed", "x1", "10", "9", "hello world", "a.b", "é", "2024-01-05", "01/02/2024"]
KINDS = {"i": "int", "j": "int", "f": "float", "s": "str", "t": "str", "b": "bool"}
CONDITIONS = [
    "i > 1", "i != 2", 's == "ab"', "j in [1,2]", "f < 0.5 and i >= 0", 's != "b" | j == 1', "not (i == 2)",
    't in ["ab","b"]', "i == j", "i < j", "b == True", "f.isnull()", "s.notnull()", "0 < i <= 4", "i not in [1,2]",
]
REGEXES = ["^a", "b$", r"\d+", "", "(?i)ZED", "[a-c]", "a.b", r"a\.b", "^$", "^[a-z]+$", "(?=a)a", "(?P<x>a)"]


def value(kind):
    if kind == "int":
        return random.randint(-3, 6)
    if kind == "float":
        return round(random.uniform(-2, 2), 2)
    return random.choice(WORDS) if kind == "str" else random.random() < 0.5


def frame():
    rows = random.choice([4, 6, 9])
    data = {}
    for name, kind in KINDS.items():
        missing = random.choice([0, 0.2, 0.5])
        data[name] = [None if random.random() < missing else value(kind) for _ in range(rows)]
    data["row"] = [f"r{index}" for index in range(rows)]
    return data


def series(name, values):
    if name == "f" or (name in "ij" and None in values):
        return pd.Series(values, dtype="float64")
    if name in "ij":
        return pd.Series(values, dtype="int64")
    return pd.Series(values, dtype=bool if name == "b" and None not in values else object)


def limits(low, high):
    a, b = sorted([random.randint(low, high), random.randint(low, high)])
    given = {"min_value": a} if random.random() < 0.85 else {}
    if random.random() < 0.85 or not given:
        given["max_value"] = b
    return {**given, **({"strict_min": True} if random.random() < 0.2 else {}), **({"strict_max": True} if random.random() < 0.2 else {})}


def mostly():
    return {"mostly": random.choice([0.1, 0.25, 0.5, 0.75, 0.8, 0.9])} if random.random() < 0.5 else {}


def where():
    return {"row_condition": random.choice(CONDITIONS), "condition_parser": "pandas"} if random.random() < 0.3 else {}


def number():
    return random.choice(["i", "j", "f"])


def word():
    return random.choice(["s", "t"])


def any_column():
    return random.choice(list(KINDS))


def value_set(column):
    if column == "f":
        return [0.5, 1.0, -1]
    return random.choice([[1, 2, 3], [0], list(range(-3, 7))]) if column == "i" else random.sample(WORDS, random.randint(1, 6))


def of_set(name, **more):
    column = random.choice(["i", "s"])
    return name, {"column": column, "value_set": value_set(column), **more}


def several(columns):
    ignore = random.choice(["all_values_are_missing", "any_value_is_missing", "never"])
    return {"column_list": random.choice(columns), "ignore_row_if": ignore, **mostly()}


def pair(b):
    ignore = random.choice(["both_values_are_missing", "either_value_is_missing"])
    return {"column_A": "i", "column_B": b, "ignore_row_if": ignore, **mostly()}


def partition():
    return random.choice([
        {"bins": [-3, -1, 0, 2, 6], "weights": [0.2, 0.2, 0.3, 0.3]},
        {"bins": [-1, 0, 1, 2], "weights": [0.3, 0, 0.3], "tail_weights": [0.2, 0.2]},
    ])


ASKED = [
    lambda: ("expect_column_values_to_be_between", {"column": number(), **limits(-3, 6), **mostly(), **where()}),
    lambda: of_set("expect_column_values_to_be_in_set", **mostly(), **where()),
    lambda: of_set("expect_column_values_to_not_be_in_set", **mostly(), **where()),
    lambda: ("expect_column_values_to_be_null", {"column": any_column(), **mostly(), **where()}),
    lambda: ("expect_column_values_to_not_be_null", {"column": any_column(), **mostly(), **where()}),
    lambda: ("expect_column_values_to_be_unique", {"column": any_column(), **mostly(), **where()}),
    lambda: ("expect_column_value_lengths_to_be_between", {"column": word(), **limits(0, 5), **mostly(), **where()}),
    lambda: ("expect_column_value_lengths_to_equal", {"column": word(), "value": random.randint(0, 4), **mostly()}),
    lambda: ("expect_column_values_to_match_regex", {"column": word(), "regex": random.choice(REGEXES), **mostly(), **where()}),
    lambda: ("expect_column_values_to_not_match_regex", {"column": word(), "regex": random.choice(REGEXES), **mostly()}),
    lambda: ("expect_column_values_to_match_regex_list", {"column": word(), "regex_list": random.sample(REGEXES, 2), "match_on": random.choice(["any", "all"])}),
    lambda: ("expect_column_values_to_not_match_regex_list", {"column": word(), "regex_list": random.sample(REGEXES, 2)}),
    lambda: ("expect_column_value_z_scores_to_be_less_than", {"column": number(), "threshold": random.choice([0.5, 1, 1.5]), "double_sided": random.random() < 0.5}),
    lambda: ("expect_column_min_to_be_between", {"column": number(), **limits(-3, 6), **where()}),
    lambda: ("expect_column_max_to_be_between", {"column": number(), **limits(-3, 6), **where()}),
    lambda: ("expect_column_mean_to_be_between", {"column": number(), **limits(-3, 6), **where()}),
    lambda: ("expect_column_median_to_be_between", {"column": number(), **limits(-3, 6), **where()}),
    lambda: ("expect_column_sum_to_be_between", {"column": number(), **limits(-20, 40), **where()}),
    lambda: ("expect_column_stdev_to_be_between", {"column": number(), **limits(0, 4), **where()}),
    lambda: ("expect_column_unique_value_count_to_be_between", {"column": any_column(), **limits(0, 8), **where()}),
    lambda: ("expect_column_proportion_of_unique_values_to_be_between", {"column": any_column(), "min_value": 0.3, "max_value": 0.8}),
    lambda: ("expect_column_proportion_of_non_null_values_to_be_between", {"column": any_column(), "min_value": 0.3, "max_value": 0.8}),
    lambda: of_set("expect_column_distinct_values_to_be_in_set"),
    lambda: of_set("expect_column_distinct_values_to_contain_set"),
    lambda: of_set("expect_column_distinct_values_to_equal_set"),
    lambda: of_set("expect_column_most_common_value_to_be_in_set", ties_okay=random.random() < 0.5),
    lambda: ("expect_column_quantile_values_to_be_between", {"column": number(), "quantile_ranges": {"quantiles": [0, 0.1, 0.25, 0.5, 0.9, 1], "value_ranges": [[None, 6], [-3, None], [-2, 3], [-1, 4], [0, 6], [None, None]]}}),
    lambda: ("expect_column_pair_values_to_be_equal", pair(random.choice(["j", "f"]))),
    lambda: ("expect_column_pair_values_a_to_be_greater_than_b", {**pair(random.choice(["j", "f"])), "or_equal": random.random() < 0.5}),
    lambda: ("expect_column_pair_values_to_be_in_set", {**pair("j"), "value_pairs_set": [[a, b] for a in range(-2, 4) for b in range(-1, 4)]}),
    lambda: ("expect_compound_columns_to_be_unique", {**several([["i", "j"], ["s", "i"], ["b", "s"]]), **where()}),
    lambda: ("expect_select_column_values_to_be_unique_within_record", several([["i", "j"], ["s", "t"], ["i", "j", "f"]])),
    lambda: ("expect_multicolumn_sum_to_equal", {**several([["i", "j"], ["i", "f"]]), "sum_total": random.randint(-2, 6)}),
    lambda: ("expect_multicolumn_values_to_be_equal", several([["i", "j"], ["s", "t"]])),
    lambda: ("expect_table_row_count_to_be_between", {"min_value": random.randint(0, 5), "max_value": random.randint(5, 9), **where()}),
    lambda: ("expect_column_kl_divergence_to_be_less_than", {"column": "s", "partition_object": {"values": ["ab", "b", "x1"], "weights": [0.5, 0.3, 0.2]}, "threshold": 2, "tail_weight_holdout": random.choice([0, 0.1, 0.3])}),
    lambda: ("expect_column_kl_divergence_to_be_less_than", {"column": number(), "partition_object": partition(), "threshold": random.choice([0.1, 2])}),
    lambda: ("expect_column_values_to_match_strftime_format", {"column": word(), "strftime_format": random.choice(["%Y-%m-%d", "%d/%m/%Y", "%Y"])}),
    lambda: ("expect_column_values_to_be_dateutil_parseable", {"column": word(), **mostly()}),
    lambda: ("expect_column_values_to_be_json_parseable", {"column": word(), **mostly()}),
    lambda: ("expect_column_values_to_be_increasing", {"column": number(), "strictly": random.random() < 0.5, **mostly()}),
    lambda: ("expect_column_values_to_be_decreasing", {"column": number(), "strictly": random.random() < 0.5, **mostly()}),
]

CLASSES = {name.lower(): getattr(expectations, name) for name in dir(expectations) if name.startswith("Expect")}
KEPT = ["element_count", "unexpected_count", "missing_count", "unexpected_percent", "unexpected_list", "unexpected_index_list", "observed_value"]


def plain(thing):
    if isinstance(thing, dict):
        return {str(key): plain(item) for key, item in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [plain(item) for item in thing]
    if isinstance(thing, (np.generic, float)):
        thing = thing.item() if isinstance(thing, np.generic) else thing
        return None if thing != thing else thing
    return thing


def answer(batch, name, kwargs):
    expectation = CLASSES[name.replace("_", "")](**kwargs)
    told = {"result_format": "COMPLETE", "unexpected_index_column_names": ["row"]}
    result = batch.validate(expectation, result_format=told).to_json_dict()
    kept = {key: plain(item) for key, item in result["result"].items() if key in KEPT}
    if "distinct_values" in name:
        kept = {}
    nothing = name.startswith(("expect_column_sum", "expect_column_proportion", "expect_column_kl")) and not kept.get("observed_value")
    raised = result["exception_info"].get("raised_exception", True)
    return None if raised or nothing else {"success": bool(result["success"]), "result": kept}


context = gx.get_context(mode="ephemeral")
asset = context.data_sources.add_pandas("p").add_dataframe_asset("a")
definition = asset.add_batch_definition_whole_dataframe("b")
frames, answers = [], []
for at in range(24):
    data = frame()
    frames.append(data)
    dataframe = pd.DataFrame({name: series(name, values) for name, values in data.items()})
    batch = definition.get_batch(batch_parameters={"dataframe": dataframe})
    for ask in random.sample(ASKED, 12):
        name, kwargs = ask()
        answered = answer(batch, name, kwargs)
        if answered:
            answers.append({"frame": at, "type": name, "kwargs": kwargs, **answered})
print(json.dumps({"great_expectations": gx.__version__, "frames": frames, "answers": answers}, ensure_ascii=False))
