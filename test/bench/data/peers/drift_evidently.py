"""Evidently's preset of data drift with its own defaults. usage: REFERENCE CURRENT"""

import os
import sys

os.environ["DO_NOT_TRACK"] = "1"

import pandas as pd
from evidently import Report
from evidently.presets import DataDriftPreset
from report import report

reference, current = (pd.read_parquet(file) for file in sys.argv[1:3])
answer = Report([DataDriftPreset()]).run(current, reference).dict()
report(one["metric_name"] for one in answer["metrics"][1:] if isinstance(one["value"], float) and one["value"] > 0.1)
