"""Oracle of drift statistics: prints the vectors of test/oracles/drift.json. Needs scipy (its version is in the output)."""

import json
import warnings

import numpy as np
import scipy
from scipy import stats
from scipy.spatial.distance import jensenshannon
from scipy.special import gammaln, kve

warnings.simplefilter("ignore")
rng = np.random.default_rng(20261128)


def plain(value):
    return value.tolist() if isinstance(value, np.ndarray) else float(value)


def drawn(kind, n, shift):
    if kind == "normal":
        return np.round(rng.normal(shift, 1, n), 3)
    if kind == "skewed":
        return np.round(rng.lognormal(shift / 2, 1, n), 3)
    if kind == "heavy":
        return np.round(rng.standard_t(2, n) + shift, 3)
    if kind == "tied":
        return rng.poisson(2 + 3 * abs(shift), n).astype(float)
    if kind == "far":
        return np.round(rng.uniform(0, 1, n) + 2 * shift, 3)
    return np.round(rng.normal(0, 1 + abs(shift), n), 2)


def cvm_p(cvm, n, m):
    """scipy's own, but for its series, which stops at terms of 1e-7: here it goes on."""
    if max(n, m) <= 20:
        return cvm.pvalue
    pairs, both = n * m, n + m
    variance = (both + 1) * (4 * pairs * both - 3 * (n**2 + m**2) - 2 * pairs) / (45 * both**2 * 4 * pairs)
    x = 1 / 6 + (cvm.statistic - (1 + 1 / both) / 6) / np.sqrt(45 * variance)
    k = np.arange(400)
    q = (4 * k + 1) ** 2 / (16 * x)
    terms = np.exp(gammaln(k + 0.5) - gammaln(k + 1) - 2 * q) * np.sqrt(4 * k + 1) * kve(0.25, q)
    p = max(0, 1 - terms.sum() / (np.pi**1.5 * np.sqrt(x))) if x >= 0.003 else 1
    assert abs(p - cvm.pvalue) < 1e-8
    return p


def tests(a, b):
    ks = stats.ks_2samp(a, b, method="exact")
    cvm = stats.cramervonmises_2samp(a, b) if min(len(a), len(b)) > 1 else None
    anderson = stats.anderson_ksamp([a, b], variant="midrank") if len(set([*a, *b])) > 1 and min(len(a), len(b)) > 1 else None
    u = stats.mannwhitneyu(a, b)
    return {
        "ks": ks.statistic,
        "ksExact": ks.pvalue,
        "ksAsymptotic": stats.ks_2samp(a, b, method="asymp").pvalue,
        "wasserstein": stats.wasserstein_distance(a, b),
        "energy": stats.energy_distance(a, b),
        **({} if cvm is None else {"cvm": cvm.statistic, "cvmP": cvm_p(cvm, len(a), len(b))}),
        **({} if anderson is None else {"anderson": anderson.statistic, "andersonP": anderson.pvalue}),
        "u": u.statistic,
        "uP": u.pvalue,
        "uLess": stats.mannwhitneyu(a, b, alternative="less").pvalue,
    }


def divergences(a, b):
    """Of counts; what is infinite for an empty bin is of counts with half a count more in every bin."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    p, q = a / a.sum(), b / b.sum()
    ps, qs = (a + 0.5) / (a + 0.5).sum(), (b + 0.5) / (b + 0.5).sum()
    table = np.array([a, b])[:, (a + b) > 0]
    contingency = stats.chi2_contingency(table, correction=False)
    fit = stats.chisquare(b + 1, (a + 1) * (b + 1).sum() / (a + 1).sum())
    return {
        "psi": np.sum(stats.entropy(ps, qs) + stats.entropy(qs, ps)),
        "kl": stats.entropy(ps, qs),
        "js": jensenshannon(p, q, base=2),
        "jsNatural": jensenshannon(p, q),
        "hellinger": np.linalg.norm(np.sqrt(p) - np.sqrt(q)) / np.sqrt(2),
        "tv": np.abs(p - q).sum() / 2,
        "linf": np.abs(p - q).max(),
        "chi": contingency.statistic,
        "chiP": contingency.pvalue,
        "v": stats.contingency.association(table.astype(int), method="cramer"),
        "fit": fit.statistic,
        "fitP": fit.pvalue,
    }


def pair(index):
    kind = ["normal", "skewed", "heavy", "tied", "far", "wide"][index % 6]
    n, m = (int(rng.integers(2, 21)), int(rng.integers(2, 21))) if index % 3 == 0 else (
        int(rng.integers(21, 70)), int(rng.integers(5, 70)))
    if index % 20 == 19:
        n, m = int(rng.integers(281, 420)), int(rng.integers(290, 420))
    shift = float(rng.choice([0, 0, 0.1, 0.3, 0.8, 2]))
    a, b = drawn(kind, n, 0), drawn(kind, m, shift)
    bins = int(rng.integers(2, 13))
    shares = rng.dirichlet(np.full(bins, 0.7))
    other = shares if index % 4 == 0 else rng.dirichlet(np.full(bins, 0.7))
    counts = [rng.multinomial(int(rng.integers(20, 3000)), s).tolist() for s in (shares, other)]
    got = {**tests(a, b), "counts": divergences(*counts)}
    return {"kind": kind, "reference": plain(a), "current": plain(b), "bins": counts, **rounded(got)}


def rounded(value):
    return {key: rounded(one) if isinstance(one, dict) else float(f"{one:.13g}") for key, one in value.items()}


def tails():
    grid = [(n, d) for n in (1, 2, 10, 100, 140, 141, 1000, 20_000, 100_000) for d in (0.3, 0.6, 0.8, 1.1, 1.6, 2.5)]
    return [{"n": n, "d": z / n**0.5, "tail": float(stats.kstwo.sf(min(z / n**0.5, 1), n))} for n, z in grid if z / n**0.5 < 1]


sizes = [1, 5, 17, 60]
p_values = [np.round(rng.uniform(0, 1, n) ** 3, 6) for n in sizes]
vectors = {
    "versions": {"scipy": scipy.__version__},
    "tails": tails(),
    "adjusted": [{"pValues": plain(p), "adjusted": plain(stats.false_discovery_control(p))} for p in p_values],
    "pairs": [pair(i) for i in range(200)],
}
print("{")
for at, (name, value) in enumerate(vectors.items()):
    end = "" if at == len(vectors) - 1 else ","
    if isinstance(value, dict):
        print(f' "{name}": {json.dumps(value)}{end}')
        continue
    lines = ",\n".join("  " + json.dumps(one, separators=(",", ":")) for one in value)
    print(f' "{name}": [\n{lines}\n ]{end}')
print("}")
