"""Oracle of the judge's statistics: prints the vectors of test/oracles/judge.json. Needs numpy and scipy (versions are in the output).

Nothing here follows the way of lib/core/judge/statistics: special functions are scipy's, far tails are sums of positive terms with
60 digits, projections come from a general optimizer, mixtures from numerical integration, sequences from their definitions.
"""

import json
import math
from decimal import Decimal, getcontext

import numpy as np
import scipy
from scipy import integrate, optimize, special, stats

getcontext().prec = 60
rng = np.random.default_rng(20261127)


def log_gammas():
    near = [1 + d for d in (1e-9, -1e-6, 1e-3, 0.3)] + [2 - d for d in (1e-9, -1e-6, 1e-3, 0.3)]
    return [{"x": float(x), "value": float(special.gammaln(x))} for x in [1e-8, 1e-3, 0.18, 0.5, 2.5, 3, 9.99, 10, 36.5, 1e3, 1e6, 1e12] + near]


def incomplete_gammas():
    points = [(a, a * f) for a in (0.05, 0.5, 1, 3.7, 40, 900, 1e5) for f in (0.01, 0.4, 0.9, 1, 1.1, 2, 5)]
    return [{"a": a, "x": x, "p": float(special.gammainc(a, x)), "q": float(special.gammaincc(a, x))} for a, x in points]


def gamma_tails():
    """ln P and ln Q for whole a: P(Poisson(x) >= a) and P(Poisson(x) < a), the smaller one summed with 60 digits."""
    found = []
    for a, x in ((3, 800), (50, 2000), (400, 5000), (3, "1e-60"), (50, "0.001"), (400, 20), (2000, 100)):
        x = Decimal(x)
        term = (-x).exp()
        total = Decimal(0)
        if x > a:
            for k in range(a):
                total += term
                term = term * x / (k + 1)
            found.append({"a": a, "x": float(x), "log": float(total.ln()), "tail": "q"})
        else:
            for k in range(a):
                term = term * x / (k + 1)
            for k in range(a, a + 5000):
                total += term
                term = term * x / (k + 1)
            found.append({"a": a, "x": float(x), "log": float(total.ln()), "tail": "p"})
    return found


def incomplete_betas():
    points = [(x, a, b) for a, b in ((0.18, 0.18), (1, 9), (20, 80), (0.5, 300), (5000, 45000), (2e5, 3e5)) for x in (1e-4, 0.05, 0.1, 0.2, 0.4, 0.5, 0.9)]
    return [{"x": x, "a": a, "b": b, "lower": float(stats.beta.cdf(x, a, b)), "upper": float(stats.beta.sf(x, a, b))} for x, a, b in points]


def beta_tails():
    """ln P(Beta(a, b) > x) = ln P(Binomial(a + b - 1, x) < a) for whole a and b, summed with 60 digits; x is a binary fraction."""
    found = []
    for x, a, b in ((0.75, 3, 500), (0.5, 10, 2000), (0.125, 2, 6000), (0.875, 400, 800)):
        n, q = a + b - 1, Decimal(x)
        total = sum(Decimal(math.comb(n, k)) * q**k * (1 - q) ** (n - k) for k in range(a))
        found.append({"x": x, "a": a, "b": b, "log": float(total.ln())})
    return found


def normals():
    xs = [-37, -20, -8, -3, -1.96, -0.5, -1e-8, 0, 1e-3, 0.7, 2.5758, 6]
    ps = [1e-300, 1e-20, 1e-6, 0.01, 0.025, 0.3, 0.4999999, 0.5, 0.7, 0.975, 0.999999]
    return {
        "cdf": [{"x": x, "value": float(stats.norm.cdf(x))} for x in xs],
        "quantile": [{"p": p, "value": float(stats.norm.ppf(p))} for p in ps],
    }


def kl(q, p):
    return special.rel_entr(q, p) + special.rel_entr(1 - q, 1 - p)


def projections():
    """argmin of n1 KL(q1 || r p0 + d) + n0 KL(q0 || p0) by scipy's bounded minimizer, within the unit square."""
    found = []
    for q1, n1, q0, n0, r, d in (
        (0.05, 3, 0.005, 27, 1, 0),
        (0.2, 500, 0.004, 4500, 1.5, 0.002),
        (0.9, 40, 0.3, 10, 2, 0.1),
        (0.6, 10, 0.97, 400, 1, -0.2),
        (0.3, 7, 0.1, 900, 0.5, 0.01),
        (0.02, 100, 0.9, 3, 1.2, 0.3),
        (0.01, 1000, 0.01, 1000, 0.8, -0.1),
    ):
        low, high = max(0, -d / r), min(1, (1 - d) / r)
        f = lambda p0: n1 * kl(q1, r * p0 + d) + n0 * kl(q0, p0)
        best = optimize.minimize_scalar(f, bounds=(low, high), method="bounded", options={"xatol": 1e-14, "maxiter": 2000})
        found.append({"q1": q1, "n1": n1, "q0": q0, "n0": n0, "ratio": r, "difference": d, "p0": float(best.x), "loss": float(best.fun)})
    return found


def multinomials():
    found = []
    for counts, shares, k in (([148, 62], [0.8, 0.2], 100), ([3, 1, 0], [0.5, 0.3, 0.2], 7), ([90210, 9790], [0.9, 0.1], 100), ([0, 0], [0.5, 0.5], 1)):
        prior = np.array(shares) * k
        value = stats.dirichlet_multinomial.logpmf(counts, prior, sum(counts)) - stats.multinomial.logpmf(counts, sum(counts), shares)
        found.append({"counts": counts, "shares": shares, "concentration": k, "log": float(value)})
    return found


def share_es():
    """The mixture of likelihood ratios over Beta(k rho, k (1 - rho)) above rho, by numerical integration."""
    found = []
    for c1, c0, rho, k in ((10, 30, 0.1, 10), (62, 148, 0.2, 100), (3, 0, 0.1, 10), (0, 30, 0.1, 10), (25, 4000, 0.01, 100), (40, 5, 0.5, 30)):
        prior = stats.beta(k * rho, k * (1 - rho))
        ratio = lambda t: math.exp(c1 * math.log(t / rho) + c0 * math.log1p((rho - t) / (1 - rho))) * prior.pdf(t)
        peak = max(rho, (c1 + k * rho) / (c1 + c0 + k))
        nodes = sorted({rho, peak, (peak + 1) / 2, min(1, rho + (peak - rho) * 2), 1})
        total = sum(integrate.quad(ratio, a, b, epsabs=0, epsrel=1e-12, limit=500)[0] for a, b in zip(nodes, nodes[1:]))
        found.append({"candidate": c1, "champion": c0, "share": rho, "concentration": k, "log": float(math.log(total / prior.sf(rho)))})
    return found


def rho(v, alpha):
    return v / (2 * math.log(1 / alpha) + math.log(1 + 2 * math.log(1 / alpha)))


def gamma_exponential(s, v, r, c):
    """Integral over l of exp(l s - psi_E(l c) v / c^2) with u = 1 - l c ~ Gamma(r / c^2, r / c^2) on (0, 1) (Howard et al. 1810.08240, Prop. 9)."""
    R, V = r / c**2, v / c**2
    density = lambda u: math.exp((R - 1) * math.log(u) - R * u)
    payoff = lambda u: math.exp((R + V - 1) * math.log(u) - R * u + (1 - u) * (s / c + V))
    return integrate.quad(payoff, 0, 1, epsabs=0, epsrel=1e-12)[0] / integrate.quad(density, 0, 1, epsabs=0, epsrel=1e-12)[0]


def gamma_exponentials():
    cases = [(10, 100, rho(100, 0.1), 2), (0, 30, 12, 1), (25, 40, 6, 1), (3, 2, 0.5, 5), (60, 300, 20, 10), (1, 0.5, 0.05, 3)]
    return [{"s": s, "v": v, "rho": r, "scale": c, "log": math.log(gamma_exponential(s, v, r, c))} for s, v, r, c in cases]


def bound(v, alpha, r, c):
    return optimize.brentq(lambda s: math.log(gamma_exponential(s, v, r, c)) + math.log(alpha), 0, 40 + 5 * v, xtol=1e-13, rtol=1e-13)


def bounded_mean():
    """Empirical Bernstein, one observation at a time: interval of level .05 at the end."""
    x = np.round(rng.beta(2, 6, 80), 3)
    v, seen = 0.0, 0.0
    for i, value in enumerate(x):
        v += (value - (0.5 + seen) / (i + 1)) ** 2
        seen += value
    half = bound(v, 0.025, rho(20, 0.05), 1) / len(x)
    return {"observations": x.tolist(), "alpha": 0.05, "optimumVariance": 20, "lower": x.mean() - half, "upper": x.mean() + half}


def differences():
    """Inverse propensity weights around the arms' running means, one observation at a time (Howard et al. 1810.08240, section 4.2)."""
    n, share = 400, 0.25
    arm = (rng.random(n) < share).astype(int)
    y = np.where(arm == 1, rng.random(n) < 0.6, rng.random(n) < 0.25).astype(float)
    s = v = 0.0
    for i in range(n):
        before = [y[:i][arm[:i] == a] for a in (0, 1)]
        m0, m1 = (b.mean() if len(b) else 0.5 for b in before)
        x = m1 - m0 + ((y[i] - m1) / share if arm[i] else -(y[i] - m0) / (1 - share))
        s, v = s + x, v + (x - (m1 - m0)) ** 2
    half = bound(v, 0.025, rho(100, 0.05), 1 / share) / n
    return {"arm": arm.tolist(), "y": y.astype(int).tolist(), "share": share, "alpha": 0.05, "optimumVariance": 100,
            "estimate": s / n, "lower": s / n - half, "upper": s / n + half}


def betting():
    """Hedged capital by its definition, and the interval by scanning means."""
    x = np.round(rng.beta(8, 3, 60), 3)
    alpha = 0.05

    def capital(m):
        up = down = 1.0
        mean, spread = 0.5, 0.25
        total, squares = 0.0, 0.0
        for t, value in enumerate(x, start=1):
            bet = math.sqrt(2 * math.log(2 / alpha) / (t * math.log(1 + t) * spread))
            up *= 1 + min(bet, 0.5 / m) * (value - m)
            down *= 1 - min(bet, 0.5 / (1 - m)) * (value - m)
            total += value
            mean = (0.5 + total) / (t + 1)
            squares += (value - mean) ** 2
            spread = (0.25 + squares) / (t + 1)
        return max(up, down) / 2

    grid = [{"m": m, "log": math.log(capital(m))} for m in (0.3, 0.6, 0.7, 0.8, 0.9)]
    lower = optimize.brentq(lambda m: capital(m) - 1 / alpha, 0.3, x.mean(), xtol=1e-13)
    upper = optimize.brentq(lambda m: capital(m) - 1 / alpha, x.mean(), 0.95, xtol=1e-13)
    return {"observations": x.tolist(), "alpha": alpha, "capital": grid, "lower": lower, "upper": upper}


def bands():
    """Howard & Ramdas 1906.09712, Theorem 2, with C and eta by scipy from a grid: half widths."""

    def error(c, eta, amplitude):
        gamma = 2 / eta * (amplitude - math.sqrt(2 * (eta - 1) / c)) ** 2
        return math.inf if gamma <= 1 else 4 * math.exp(-gamma * c) * (1 + 1 / ((gamma - 1) * math.log(eta)))

    def best(c, amplitude):
        grid = np.linspace(1, 2 * amplitude**2, 100001)[1:]
        i = int(np.argmin([error(c, eta, amplitude) for eta in grid]))
        ends = (grid[max(i - 1, 0)], grid[i + 1])
        return optimize.minimize_scalar(lambda eta: error(c, eta, amplitude), bounds=ends, method="bounded", options={"xatol": 1e-14}).fun

    found = []
    for count, alpha, first, amplitude in ((1000, 0.05, 100, 0.85), (500, 0.01, 50, 0.9), (10**6, 0.0025, 100, 0.85)):
        c = optimize.brentq(lambda c: best(c, amplitude) / alpha - 1, 5, 40, xtol=1e-12)
        width = amplitude * math.sqrt((math.log1p(math.log(count / first)) + c) / count)
        found.append({"count": count, "alpha": alpha, "first": first, "amplitude": amplitude, "width": width})
    return found


print(
    json.dumps(
        {
            "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
            "logGamma": log_gammas(),
            "incompleteGamma": incomplete_gammas(),
            "gammaTails": gamma_tails(),
            "incompleteBeta": incomplete_betas(),
            "betaTails": beta_tails(),
            "normal": normals(),
            "projections": projections(),
            "multinomial": multinomials(),
            "share": share_es(),
            "gammaExponential": gamma_exponentials(),
            "boundedMean": bounded_mean(),
            "difference": differences(),
            "betting": betting(),
            "band": bands(),
        },
        indent=1,
    )
)
