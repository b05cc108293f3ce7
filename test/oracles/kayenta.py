"""Oracle of Kayenta's judge: prints test/oracles/kayenta.json. Needs scipy and numpy (their versions are in the output).

    python test/oracles/kayenta.py > test/oracles/kayenta.json

`intervals`, of fixed mode, are found by inverting scipy's exact test: between two neighbouring differences x - y the p-value
of the shifted samples is constant, so one test in the middle of each gap tells which ends are rejected.

`samples`, of compatible mode, are seeded. Their intervals are roots of scipy's asymptotic statistic, continuity and ties
corrected, to 1e-12. It is a step function, so a root is one step or a whole tread: both edges are given. Labels follow from
these numbers and are only given where an error of SEARCH at each end cannot change them.
"""

import json
import math

import numpy as np
import scipy
from scipy.optimize import brentq
from scipy.stats import mannwhitneyu, norm, rankdata, tiecorrect

TAIL = 0.01
SEARCH = 1e-4  # Kayenta's tolerance of a root, in the metric's unit.
rng = np.random.default_rng(20261127)


def p_less(x, y, method="exact"):
    return float(mannwhitneyu(x, y, alternative="less", method=method).pvalue)


def distribution(n, m):
    """P(U <= u) from samples that have that U: of the n + m ranks, the first sample takes the lowest and moves up."""
    cases = []
    for u in sorted({0, 1, n * m // 8, n * m // 4, n * m // 2, n * m - 1, n * m}):
        x = np.arange(1, n + 1)
        left = u
        for i in range(n - 1, -1, -1):
            step = min(m, left)
            x[i] += step
            left -= step
        y = np.setdiff1d(np.arange(1, n + m + 1), x)
        assert mannwhitneyu(x, y).statistic == u
        cases.append({"n": n, "m": m, "u": u, "atMost": p_less(x, y)})
    return cases


def interval(n, m, shift, scale):
    x, y = rng.normal(shift, 1, n) * scale, rng.normal(0, 1, m) * scale
    differences = np.sort(np.subtract.outer(x, y).ravel())
    gaps = [(a + b) / 2 for a, b in zip(differences, differences[1:])]
    # Moving x down by a shift that lies below the interval leaves it too high, above the interval too low.
    low = [p_less(y, x - gap) <= TAIL for gap in gaps]
    high = [p_less(x - gap, y) <= TAIL for gap in gaps]
    return {
        "experiment": x.tolist(),
        "control": y.tolist(),
        "lower": float(differences[sum(low)]),
        "upper": float(differences[len(gaps) - sum(high)]),
        "estimate": float(np.median(differences)),
        "attainable": p_less(range(n), range(n, n + m)) <= TAIL,
    }


def statistic(x, y, shift):
    """The standardized rank sum of x - shift: what scipy's two-sided p-value says, with its sign and beyond its underflow."""
    moved, pairs, size = x - shift, len(x) * len(y), len(x) + len(y)
    test = mannwhitneyu(moved, y, method="asymptotic", use_continuity=True)
    excess = test.statistic - pairs / 2
    spread = math.sqrt(tiecorrect(rankdata(np.concatenate([moved, y]))) * pairs * (size + 1) / 12)
    z = (excess - 0.5 * np.sign(excess)) / spread
    assert math.isclose(test.pvalue, 2 * norm.sf(abs(z)), rel_tol=1e-9)
    return float(z)


def root(x, y, z):
    """Both edges of where the statistic is z; an end of the search that has not reached z is taken as it is."""
    ends = float(x.min() - y.max()), float(x.max() - y.min())
    if statistic(x, y, ends[0]) <= z:
        return [ends[0]] * 2
    if statistic(x, y, ends[1]) >= z:
        return [ends[1]] * 2
    # The steps are far larger than 1e-9.
    return [brentq(lambda at: statistic(x, y, at) - z - side, *ends, xtol=1e-12) for side in (1e-9, -1e-9)]


def dropped(values, factor):
    """Beyond Tukey's fences, widened to the 1st and 99th percentile."""
    p1, q1, q3, p99 = np.percentile(values, [1, 25, 75, 99], method="linear")
    low, high = min(p1, q1 - factor * (q3 - q1)), max(p99, q3 + factor * (q3 - q1))
    return sorted(values[(values < low) | (values > high)].tolist())


def sample(name, x, y):
    x, y = np.round(x, 3), np.round(y, 3)
    shifts = np.unique(np.round(np.percentile(np.subtract.outer(x, y), [0, 20, 50, 80, 100]), 3))
    return {
        "name": name,
        "experiment": x.tolist(),
        "control": y.tolist(),
        "statistics": [{"shift": float(shift), "value": statistic(x, y, shift)} for shift in [*shifts, 0.0123]],
        "estimate": root(x, y, 0),
        "shifts": [{"confidence": c, "lower": root(x, y, q), "upper": root(x, y, -q)} for c, q in QUANTILES.items()],
        "cles": float(mannwhitneyu(x, y).statistic) / (len(x) * len(y)),
        "meanRatio": float(np.mean(x) / np.mean(y)),
        "percentiles": [{"percent": p, "value": float(np.percentile(x, p, method="linear"))} for p in PERCENTS],
        "dropped": [{"factor": factor, "values": dropped(x, factor)} for factor in (0.5, 1.5, 3)],
    }


def label(name, direction="either", measure="meanRatio", allowed=None, critical_at=None, tolerance=0.25, confidence=0.98):
    """Bounds are [decrease, increase]. Fails where the margin is smaller than the search's error."""
    one = next(one for one in samples if one["name"] == name)
    interval = next(shift for shift in one["shifts"] if shift["confidence"] == confidence)
    allowed, critical_at = (bounds or ([0.5, 0.5] if measure == "cles" else [1, 1]) for bounds in (allowed, critical_at))
    said = set()
    for slack in (-SEARCH, SEARCH):
        for estimate in one["estimate"]:
            tolerated = tolerance * (abs(estimate) + slack)
            above = interval["lower"][slack < 0] - slack > tolerated
            below = interval["upper"][slack > 0] + slack < -tolerated
            high = direction != "decrease" and above and one[measure] >= allowed[1]
            low = direction != "increase" and below and one[measure] <= allowed[0]
            grave = one[measure] >= critical_at[1] if high else low and one[measure] <= critical_at[0]
            said.add(("High" if high else "Low" if low else "Pass", bool(grave)))
    assert len(said) == 1, (name, said)
    word, grave = said.pop()
    rules = {"direction": direction, "measure": measure, "allowed": allowed, "criticalAt": critical_at}
    return {"sample": name, **rules, "tolerance": tolerance, "confidence": confidence, "label": word, "grave": grave}


def inflated(size, share, level):
    """Mostly 0: each value is there with the chance `share`."""
    return np.where(rng.random(size) < share, rng.normal(level, 0.3, size), 0)


def halves(level, size):
    return rng.normal(2 * level, 2, size).round() / 2


SIZES = [(1, 1), (2, 3), (4, 4), (3, 9), (5, 5), (8, 6), (20, 20), (5, 60), (50, 50)]
SAMPLES = [(4, 4, 9, 1), (3, 5, 9, 1), (5, 5, 3, 1), (5, 5, 0, 1e-6), (8, 6, 1, 1e6), (12, 12, 1, 1), (3, 20, 2, 1), (20, 18, -1, 1e-3)]
INTERVALS = [interval(*case) for case in SAMPLES]
QUANTILES = {confidence: float(norm.ppf((1 + confidence) / 2)) for confidence in (0.95, 0.98)}
PERCENTS = [0, 1, 10, 25, 50, 66.6, 90, 99, 100]

samples = [
    sample("normal", rng.normal(10, 1, 30), rng.normal(10, 1, 30)),
    sample("higher", rng.normal(14, 2, 60), rng.normal(10, 2, 50)),
    sample("lower", rng.normal(6, 1, 45), rng.normal(10, 1, 40)),
    sample("large, a little higher", rng.normal(103, 5, 200), rng.normal(100, 5, 180)),
    sample("below zero", rng.normal(-3, 1, 35), rng.normal(-5, 1, 80)),
    sample("thousands", rng.normal(12_000, 900, 64), rng.normal(9_000, 900, 64)),
    sample("ties", halves(3, 90), halves(3, 90)),
    sample("ties, higher", halves(6, 70), halves(3, 90)),
    sample("ties, lower", halves(3, 90), halves(6, 70)),
    sample("spikes", np.append(rng.normal(5, 1, 148), [80, 90]), rng.normal(5, 1, 150)),
    sample("mostly zero", inflated(200, 0.35, 1.5), inflated(200, 0.1, 1.5)),
    sample("rarely zero", inflated(120, 0.9, 4), inflated(150, 0.8, 1.5)),
    sample("tiny", rng.normal(12, 1, 5), rng.normal(10, 1, 6)),
    sample("three on each side", rng.normal(20, 1, 3), rng.normal(10, 1, 3)),
]
# The tolerance is a share of the shift: "large" is 2 % more and High, and only its effect size holds that back.
PLAIN = ["normal", "higher", "lower", "large, a little higher", "below zero", "ties, higher", "ties, lower"]
RATIOS = [("large, a little higher", [0.8, 1.2]), ("below zero", [1, 0.5]), ("thousands", [0.8, 1.2]), ("thousands", [0.8, 1.4])]
RATIOS += [("lower", [0.8, 1.2]), ("lower", [0.5, 1]), ("spikes", [0.8, 1.2])]
RATIOS += [("rarely zero", [1, 2.5]), ("rarely zero", [1, 3.5])]
SHARES = [("large, a little higher", [0.4, 0.6]), ("large, a little higher", [0.4, 0.7]), ("lower", [0.1, 0.9])]
SHARES += [("ties, lower", [0.01, 0.9]), ("tiny", [0.5, 0.5])]
CRITICAL = [("higher", [1, 1.2]), ("higher", [1, 1.5]), ("lower", [0.8, 1]), ("lower", [0.5, 1]), ("three on each side", [1, 2])]

labels = [
    *[label(name) for name in PLAIN],
    *[label(*one, tolerance=0.1, confidence=0.95) for one in [("normal",), ("higher", "increase"), ("lower", "decrease")]],
    *[label(*one) for one in [("higher", "decrease"), ("lower", "increase"), ("ties", "increase")]],
    *[label(name, allowed=allowed) for name, allowed in RATIOS],
    *[label(name, measure="cles", allowed=allowed) for name, allowed in SHARES],
    *[label(name, critical_at=bounds) for name, bounds in CRITICAL],
    label("large, a little higher", tolerance=0.7),
    label("higher", allowed=[1, 1.5], critical_at=[1, 1.8]),
    label("lower", measure="cles", critical_at=[0.001, 1]),
]

result = {
    "versions": {"scipy": scipy.__version__, "numpy": np.__version__},
    "tail": TAIL,
    "z": float(norm.ppf(1 - TAIL)),
    "quantiles": QUANTILES,
    "distribution": [case for n, m in SIZES for case in distribution(n, m)],
    "intervals": INTERVALS,
    "samples": samples,
    "labels": labels,
}


def written(value):
    """A record a line."""
    records = isinstance(value, list) and ",\n  ".join(map(json.dumps, value))
    return f"[\n  {records}\n ]" if records else json.dumps(value)


print("{\n" + ",\n".join(f' "{key}": {written(value)}' for key, value in result.items()) + "\n}")
