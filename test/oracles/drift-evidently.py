"""
Oracle of `binning: evidently`: prints the vectors of test/oracles/drift-evidently.json. Needs evidently (its version is in the output).
"""

import json
import os
import warnings

os.environ["DO_NOT_TRACK"] = "1"
warnings.simplefilter("ignore")

import evidently
import numpy as np
import pandas as pd
from evidently.legacy.calculations import stattests
from evidently.legacy.calculations.stattests.registry import get_registered_stattest, get_stattest
from evidently.legacy.core import ColumnType

rng = np.random.default_rng(20261128)
NUMERIC = ["ks", "anderson", "cramer_von_mises", "mannw", "wasserstein", "ed", "jensenshannon", "psi", "kl_div", "hellinger"]
CATEGORICAL = ["chisquare", "g_test", "z", "jensenshannon", "psi", "kl_div", "hellinger"]


def scores(reference, current, kind):
    wanted = NUMERIC if kind == ColumnType.Numerical else CATEGORICAL
    if kind == ColumnType.Categorical and len(set(reference) | set(current)) > 2:
        wanted = [name for name in wanted if name != "z"]
    if len(reference) != len(current):
        # It takes the reference's counts as they are, which scipy refuses where the sizes differ.
        wanted = [name for name in wanted if name != "g_test"]
    found = {}
    for name in wanted:
        test = get_registered_stattest(name, kind)
        result = test(pd.Series(reference), pd.Series(current), kind, None)
        found[name] = [float(result.drift_score), bool(result.drifted)]
    chosen = get_stattest(pd.Series(reference), pd.Series(current), kind, None)
    result = chosen(pd.Series(reference), pd.Series(current), kind, None)
    return {"default": [chosen.name, float(result.drift_score), bool(result.drifted)], "scores": found}


def numbers(make):
    n, m = make
    return np.round(n, 3).tolist(), np.round(m, 3).tolist()


def pairs():
    yield "num", np.arange(1, 101.0).tolist(), (1.1 * np.arange(1, 101) + 2).tolist()
    for n, m in [(12, 30), (60, 60), (300, 150), (200, 200), (1001, 400)]:
        for shift in (0, 0.4):
            yield ("num", *numbers((rng.normal(0, 1, n), rng.normal(shift, 1, m))))
            yield ("num", *numbers((rng.lognormal(0, 1, n), rng.lognormal(shift, 1, m))))
            yield ("num", rng.poisson(3, n).astype(float).tolist(), rng.poisson(3 + shift, m).astype(float).tolist())
            yield ("num", rng.integers(0, 3, n).astype(float).tolist(), rng.integers(0, 3, m).astype(float).tolist())
            words = np.array(["a", "b", "c", "d"])
            yield ("cat", words[rng.integers(0, 4, n)].tolist(), words[rng.integers(0, 4 if shift else 3, m)].tolist())
            yield ("cat", words[(rng.uniform(size=n) < 0.3).astype(int)].tolist(), words[(rng.uniform(size=m) < 0.3 + shift).astype(int)].tolist())


found = []
for kind, reference, current in pairs():
    column = ColumnType.Numerical if kind == "num" else ColumnType.Categorical
    found.append({"kind": kind, "reference": reference, "current": current, **scores(reference, current, column)})
print(json.dumps({"evidently": evidently.__version__, "pairs": found}, separators=(",", ":")))
