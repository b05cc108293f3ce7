"""KS, PSI over deciles of the reference, and chi-square of whole numbers, column by column with scipy. usage: REFERENCE CURRENT"""

import sys

import numpy as np
import pandas as pd
from report import report
from scipy import stats

reference, current = (pd.read_parquet(file) for file in sys.argv[1:3])
drifted = []
for name in reference.columns:
    a, b = reference[name].to_numpy(), current[name].to_numpy()
    if np.issubdtype(a.dtype, np.integer):
        values = np.union1d(a, b)
        table = np.array([[(side == value).sum() for value in values] for side in (a, b)])
        stats.chi2_contingency(table)
    edges = np.quantile(a, np.linspace(0, 1, 11))[1:-1]
    p, q = (np.bincount(np.searchsorted(edges, side), minlength=10) / len(side) for side in (a, b))
    p, q = np.maximum(p, 1e-4), np.maximum(q, 1e-4)
    psi = float(np.sum((q - p) * np.log(q / p)))
    if stats.ks_2samp(a, b, method="asymp").statistic > 0.1 or psi > 0.1:
        drifted.append(name)
report(drifted)
