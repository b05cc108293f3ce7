"""The suite in pandera on pandas."""

import sys

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors
from report import COUNTRIES, EMAIL, ORDER_KEY, STATUSES, report

file = sys.argv[1]
csv = file.endswith(".csv")
frame = pd.read_csv(file, parse_dates=["created_at", "updated_at"]) if csv else pd.read_parquet(file)
small = "int64" if csv else "int32"


def of_column(name, test):
    return pa.Check(test, name=name, ignore_na=False)


schema = pa.DataFrameSchema(
    {
        "id": pa.Column("int64", nullable=False, unique=True),
        "order_key": pa.Column(str, pa.Check.str_matches(ORDER_KEY)),
        "customer_id": pa.Column(
            small,
            [
                pa.Check.in_range(1, 100_000),
                of_column("customer_id_distinct", lambda x: 100 <= x.nunique() <= 100_000),
            ],
        ),
        "country": pa.Column(
            str, [pa.Check.isin(COUNTRIES), of_column("country_distinct", lambda x: x.nunique() == 20)]
        ),
        "status": pa.Column(str, pa.Check.isin(STATUSES)),
        "email": pa.Column(
            str,
            [pa.Check.str_matches(EMAIL), of_column("email_null", lambda x: bool(x.isna().mean() <= 0.05))],
            nullable=True,
        ),
        "age": pa.Column(small, pa.Check.in_range(18, 99), nullable=False),
        "amount": pa.Column(
            "float64",
            [
                pa.Check.ge(0),
                of_column("amount_stdev", lambda x: bool(50 <= x.std() <= 100)),
                of_column("amount_median", lambda x: bool(15 <= x.median() <= 25)),
                of_column("amount_p99", lambda x: bool(200 <= x.quantile(0.99) <= 500)),
            ],
        ),
        "discount": pa.Column("float64"),
        "score": pa.Column(
            "float64",
            [
                pa.Check.in_range(0, 1),
                of_column("score_null", lambda x: bool(x.isna().mean() <= 0.02)),
                of_column("score_mean", lambda x: bool(0.4 <= x.mean() <= 0.6)),
            ],
            nullable=True,
        ),
        "created_at": pa.Column(frame["created_at"].dtype, pa.Check.ge(pd.Timestamp("2024-01-01"))),
        "updated_at": pa.Column(frame["updated_at"].dtype),
    },
    checks=[
        pa.Check(lambda df: len(df) >= 1, name="row_count"),
        pa.Check(lambda df: df["discount"] <= df["amount"], name="discount_amount"),
        pa.Check(lambda df: df["created_at"] <= df["updated_at"], name="created_updated"),
    ],
)
try:
    schema.validate(frame, lazy=True)
    report([])
except SchemaErrors as errors:
    report(f"{e.schema.name or 'table'} {e.check}" for e in errors.schema_errors)
