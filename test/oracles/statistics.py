"""Oracle of statistics of columns: prints the vectors of test/oracles/statistics.json. Needs scipy and scikit-learn (versions are in the output)."""

import json
from fractions import Fraction

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn.metrics import mutual_info_score

rng = np.random.default_rng(20261128)


def clean(values):
    return np.array([v for v in values if v is not None], dtype=float)


def moment(x, power):
    """Central moment in exact arithmetic: that of floats loses digits where the mean is large, in scipy too."""
    exact = [Fraction(float(v)) for v in x]
    mean = sum(exact) / len(exact)
    return sum((v - mean) ** power for v in exact) / len(exact)


def skewness(x):
    value = float(moment(x, 3)) / float(moment(x, 2)) ** 1.5
    assert np.isclose(value, stats.skew(x), rtol=1e-4, atol=1e-6)
    return value


def kurtosis(x):
    value = float(moment(x, 4) / moment(x, 2) ** 2) - 3
    assert np.isclose(value, stats.kurtosis(x), rtol=1e-4, atol=1e-6)
    return value


def statistics(values):
    x = clean(values)
    n = len(x)
    distinct, counts = np.unique(x, return_counts=True)
    p = counts / n
    return {
        "min": x.min(),
        "max": x.max(),
        "range": x.max() - x.min(),
        "sum": x.sum(),
        "mean": x.mean(),
        "median": np.median(x),
        "iqr": np.subtract(*np.percentile(x, [75, 25])),
        "stddev": x.std(ddof=1),
        "stddev-population": x.std(),
        "variance": x.var(ddof=1),
        "variance-population": x.var(),
        "skewness": skewness(x),
        "kurtosis": kurtosis(x),
        "entropy": float(-(p * np.log(p)).sum()),
        "missing": len(values) - n,
        "missing-share": (len(values) - n) / len(values),
        "present-share": n / len(values),
        "distinct": len(distinct),
        "distinct-share": len(distinct) / n,
        "unique-share": int((counts == 1).sum()) / n,
        "unique-ratio": int((counts == 1).sum()) / len(distinct),
        "zeros": int((x == 0).sum()),
    }


def quantiles(values):
    at = [0.0, 0.05, 0.25, 0.5, 0.75, 0.9, 0.99, 1.0]
    x = clean(values)
    return {
        "at": at,
        **{method: np.quantile(x, at, method=method).tolist() for method in ("nearest", "lower", "linear")},
    }


def holes(values, share):
    return [None if rng.random() < share else float(v) for v in values]


columns = {
    "normal": holes(rng.normal(3, 2, 120), 0.1),
    "offset": holes(rng.normal(1e6, 1, 90), 0),
    "lognormal": holes(rng.lognormal(3, 1.2, 150), 0.05),
    "integers": holes(rng.integers(-3, 4, 80), 0.1),
    "two": [1.0, 2.0],
    "tiny": holes(rng.normal(0, 1e-9, 31), 0),
}


def crosstab(a, b):
    rows, columns_ = sorted(set(a)), sorted(set(b))
    return np.array([[sum(1 for x, y in zip(a, b) if x == r and y == c) for c in columns_] for r in rows])


def association(a, b):
    table = crosstab(a, b)
    chi2 = stats.chi2_contingency(table)[0]
    return {
        "a": a,
        "b": b,
        "cramers-phi": float(min(1, np.sqrt(chi2 / len(a) / (min(table.shape) - 1)))),
        "mutual-information": float(mutual_info_score(a, b)),
        "correlation": float(np.corrcoef(a, b)[0, 1]),
    }


def pairs(rows, left, right, noise):
    a = rng.integers(0, left, rows)
    b = np.where(rng.random(rows) < noise, rng.integers(0, right, rows), a % right)
    return association([int(x) for x in a], [int(x) for x in b])


def divergence(rows, edges):
    x = rng.normal(0, 1, rows)
    weights = rng.dirichlet(np.ones(len(edges) + 1))
    counts, _ = np.histogram(x, edges)
    observed = [*counts, (x < edges[0]).sum(), (x > edges[-1]).sum()]
    expected = [*weights[1:-1], weights[0], weights[-1]]
    return {
        "values": x.tolist(),
        "bins": edges,
        "weights": weights[1:-1].tolist(),
        "tails": [weights[0], weights[-1]],
        "kl": float(stats.entropy(observed, expected)),
    }


print(
    json.dumps(
        {
            "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
            "columns": [
                {"name": name, "values": values, "statistics": statistics(values), "quantiles": quantiles(values)}
                for name, values in columns.items()
            ],
            "associations": [pairs(60, 3, 3, 0.4), pairs(90, 5, 2, 0.7), pairs(50, 2, 2, 0.5), pairs(40, 4, 4, 0.0)],
            "divergences": [divergence(200, [-2.0, -1.0, 0.0, 1.0, 2.0]), divergence(50, [-1.0, 0.5, 4.0])],
        },
        default=float,
    )
)
