"""The suite as an engineer writes it in polars: one select."""

import sys
from datetime import datetime

import polars as pl
from report import COUNTRIES, EMAIL, ORDER_KEY, STATUSES, report

file = sys.argv[1]
frame = pl.scan_csv(file, try_parse_dates=True) if file.endswith(".csv") else pl.scan_parquet(file)
types = {
    "id": pl.Int64, "order_key": pl.String, "customer_id": (pl.Int32, pl.Int64), "country": pl.String,
    "status": pl.String, "email": pl.String, "age": (pl.Int32, pl.Int64), "amount": pl.Float64,
    "discount": pl.Float64, "score": pl.Float64, "created_at": pl.Datetime, "updated_at": pl.Datetime,
}  # fmt: skip
schema = frame.collect_schema()
c = pl.col
checks = {
    "row_count": pl.len() >= 1,
    "id_null": c("id").null_count() == 0,
    "id_unique": c("id").n_unique() == pl.len(),
    "order_key_regex": c("order_key").str.contains(ORDER_KEY).all(),
    "email_regex": c("email").str.contains(EMAIL).all(),
    "customer_id_range": c("customer_id").is_between(1, 100_000).all(),
    "age_range": c("age").is_between(18, 99).all(),
    "score_range": c("score").is_between(0, 1).all(),
    "amount_range": (c("amount") >= 0).all(),
    "country_set": c("country").is_in(COUNTRIES).all(),
    "status_set": c("status").is_in(STATUSES).all(),
    "email_null": c("email").null_count() <= 0.05 * pl.len(),
    "score_null": c("score").null_count() <= 0.02 * pl.len(),
    "age_null": c("age").null_count() == 0,
    "discount_amount": (c("discount") <= c("amount")).all(),
    "created_updated": (c("created_at") <= c("updated_at")).all(),
    "created_since": (c("created_at") >= datetime(2024, 1, 1)).all(),
    "score_mean": c("score").mean().is_between(0.4, 0.6),
    "amount_stdev": c("amount").std().is_between(50, 100),
    "amount_median": c("amount").median().is_between(15, 25),
    "amount_p99": c("amount").quantile(0.99).is_between(200, 500),
    "customer_id_distinct": c("customer_id").n_unique().is_between(100, 100_000),
    "country_distinct": c("country").n_unique() == 20,
}
answers = frame.select(**checks).collect().row(0, named=True)
failed = [name for name, passed in answers.items() if not passed]
for name, wanted in types.items():
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    if schema[name] not in wanted:
        failed.append("types")
report(failed)
