"""The suite in pandera on polars."""

import sys
from datetime import datetime

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors
from report import COUNTRIES, EMAIL, ORDER_KEY, STATUSES, report

file = sys.argv[1]
csv = file.endswith(".csv")
frame = pl.read_csv(file, try_parse_dates=True) if csv else pl.read_parquet(file)
small = pl.Int64 if csv else pl.Int32
moment = frame.schema["created_at"]
c = pl.col


def of_column(name, expression):
    """A check of an aggregate: one boolean."""
    return pa.Check(lambda data: data.lazyframe.select(expression(c(data.key))), name=name)


def of_row(name, expression):
    return pa.Check(lambda data: data.lazyframe.select(expression), name=name)


schema = pa.DataFrameSchema(
    {
        "id": pa.Column(pl.Int64, nullable=False, unique=True),
        "order_key": pa.Column(pl.String, pa.Check.str_matches(ORDER_KEY)),
        "customer_id": pa.Column(
            small,
            [
                pa.Check.in_range(1, 100_000),
                of_column("customer_id_distinct", lambda x: x.n_unique().is_between(100, 100_000)),
            ],
        ),
        "country": pa.Column(
            pl.String, [pa.Check.isin(COUNTRIES), of_column("country_distinct", lambda x: x.n_unique() == 20)]
        ),
        "status": pa.Column(pl.String, pa.Check.isin(STATUSES)),
        "email": pa.Column(
            pl.String,
            [pa.Check.str_matches(EMAIL), of_column("email_null", lambda x: x.null_count() <= 0.05 * pl.len())],
            nullable=True,
        ),
        "age": pa.Column(small, pa.Check.in_range(18, 99), nullable=False),
        "amount": pa.Column(
            pl.Float64,
            [
                pa.Check.ge(0),
                of_column("amount_stdev", lambda x: x.std().is_between(50, 100)),
                of_column("amount_median", lambda x: x.median().is_between(15, 25)),
                of_column("amount_p99", lambda x: x.quantile(0.99).is_between(200, 500)),
            ],
        ),
        "discount": pa.Column(pl.Float64),
        "score": pa.Column(
            pl.Float64,
            [
                pa.Check.in_range(0, 1),
                of_column("score_null", lambda x: x.null_count() <= 0.02 * pl.len()),
                of_column("score_mean", lambda x: x.mean().is_between(0.4, 0.6)),
            ],
            nullable=True,
        ),
        "created_at": pa.Column(moment, pa.Check.ge(datetime(2024, 1, 1))),
        "updated_at": pa.Column(moment),
    },
    checks=[
        of_row("row_count", pl.len() >= 1),
        of_row("discount_amount", c("discount") <= c("amount")),
        of_row("created_updated", c("created_at") <= c("updated_at")),
    ],
)
try:
    schema.validate(frame, lazy=True)
    report([])
except SchemaErrors as errors:
    report(f"{e.schema.name or 'table'} {e.check}" for e in errors.schema_errors)
