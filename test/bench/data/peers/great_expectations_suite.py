"""The suite in Great Expectations 1.x on pandas, in its cheapest form of result. usage: FILE SUITE"""

import json
import os
import sys

os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
import pandas as pd
from report import report

file, suite_file = sys.argv[1:3]
moments = ["created_at", "updated_at"]
frame = pd.read_csv(file, parse_dates=moments) if file.endswith(".csv") else pd.read_parquet(file)
context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = {"globally": False}
asset = context.data_sources.add_pandas("pandas").add_dataframe_asset("orders")
batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
with open(suite_file) as source:
    described = json.load(source)
# It has no name for the text type of pandas 3, so those four expectations are left out here.
described["expectations"] = [
    one for one in described["expectations"] if "str" not in one["kwargs"].get("type_list", [])
]
result = batch.validate(gx.ExpectationSuite(**described), result_format="BOOLEAN_ONLY")
report(
    f"{one.expectation_config.type} {one.expectation_config.kwargs.get('column', '')}"
    for one in result.results
    if not one.success
)
