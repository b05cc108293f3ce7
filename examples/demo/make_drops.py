"""
Makes every data file of the iris workload and of the demo from scikit-learn's copy of the iris table.

The same bytes each time: `python examples/demo/make_drops.py`, with the workload's requirements installed.
"""

import csv
import json
import random
from pathlib import Path

from sklearn.datasets import load_iris

DEMO = Path(__file__).parent
WORKLOAD = DEMO.parent / "iris"
FEATURES = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
SEED = 1936
FIRST_DROP_PER_SPECIES = 35
GOLDEN_PER_SPECIES = 4
MILLIMETRE_ROWS = 60
NULL_ROWS = 15
REQUESTS = 200
NULL_EVERY = 20
UNMEASURED_EVERY = 3

Row = dict[str, object]


def flowers() -> list[Row]:
    """All 150, numbered as in Fisher's table, then shuffled: the table itself is sorted by species."""
    iris = load_iris()
    rows = [
        {"flower_id": f"iris-{number:03}"}
        | dict(zip(FEATURES, values.tolist(), strict=True))
        | {"species": str(iris.target_names[target])}
        for number, (values, target) in enumerate(zip(iris.data, iris.target, strict=True), start=1)
    ]
    random.Random(SEED).shuffle(rows)
    return rows


def by_species(rows: list[Row]) -> dict[str, list[Row]]:
    return {name: [r for r in rows if r["species"] == name] for name in sorted({r["species"] for r in rows})}


def first_drop(rows: list[Row]) -> list[Row]:
    """The first flowers of each species, in the order of the whole."""
    kept = {r["flower_id"] for same in by_species(rows).values() for r in same[:FIRST_DROP_PER_SPECIES]}
    return [row for row in rows if row["flower_id"] in kept]


def poisoned(rows: list[Row]) -> list[Row]:
    """One field station measures petals in millimetres; another left sepal widths out."""
    spoilt = [dict(row) for row in rows]
    chosen = random.Random(SEED + 1).sample(range(len(rows)), MILLIMETRE_ROWS + NULL_ROWS)
    for index in chosen[:MILLIMETRE_ROWS]:
        for name in ("petal_length", "petal_width"):
            spoilt[index][name] = round(spoilt[index][name] * 10, 1)
    for index in chosen[MILLIMETRE_ROWS:]:
        spoilt[index]["sepal_width"] = None
    return spoilt


def golden(rows: list[Row]) -> list[Row]:
    """The flowers nearest to the middle of their species: whatever else changes, these are not mistaken."""
    chosen = []
    for same in by_species(rows).values():
        middle = {name: sum(r[name] for r in same) / len(same) for name in FEATURES}
        same.sort(key=lambda r: (sum((r[n] - middle[n]) ** 2 for n in FEATURES), r["flower_id"]))
        chosen += [{n: row[n] for n in [*FEATURES, "species"]} for row in same[:GOLDEN_PER_SPECIES]]
    return chosen


def requests(rows: list[Row]) -> list[dict[str, object]]:
    """
    Live traffic: flowers with a little noise, and one in twenty without a petal width.

    In each block of 20 the gap sits at another place: 3, 10, 17, 4, 11, 18, 5, 12, 19, 6. So every residue
    modulo 10 occurs once, and a router that sends each n-th request elsewhere gives 5 % to either side.
    """
    noise = random.Random(SEED + 2)
    bodies = []
    for number in range(REQUESTS):
        flower = rows[number % len(rows)]
        instance = {n: round(max(0.1, flower[n] + noise.uniform(-0.05, 0.05)), 2) for n in FEATURES}
        block, place = divmod(number, NULL_EVERY)
        if place == (7 * block + 3) % NULL_EVERY:
            instance["petal_width"] = None
        bodies.append({"instances": [instance]})
    return bodies


def unmeasured(bodies: list[dict[str, object]]) -> list[dict[str, object]]:
    """The same traffic, with a caller behind every third request who does not measure petal widths."""
    return [
        {"instances": [dict(i, petal_width=None) if number % UNMEASURED_EVERY == 0 else i for i in body["instances"]]}
        for number, body in enumerate(bodies)
    ]


def species(rows: list[Row]) -> list[list[str]]:
    """What is right for each line of the traffic."""
    return [[str(rows[number % len(rows)]["species"])] for number in range(REQUESTS)]


def write_lines(path: Path, lines: list[object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def write_csv(path: Path, rows: list[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    rows = flowers()
    write_csv(WORKLOAD / "data/iris.csv", rows)
    write_csv(WORKLOAD / "golden/golden.csv", golden(rows))
    write_csv(DEMO / "drops/1-first/iris.csv", first_drop(rows))
    write_csv(DEMO / "drops/2-more/iris.csv", rows)
    write_csv(DEMO / "drops/3-poisoned/iris.csv", poisoned(rows))
    live = requests(rows)
    write_lines(WORKLOAD / "traffic/requests.jsonl", live)
    write_lines(DEMO / "changes/6-estimates-petal-width/traffic/requests.jsonl", unmeasured(live))
    write_lines(DEMO / "changes/7-asks-the-users/traffic/expected.jsonl", species(rows))


if __name__ == "__main__":
    main()
