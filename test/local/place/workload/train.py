"""Half-way between the means of cold and warm days. Under SageMaker's container contract."""

import csv
import json
import os
import pathlib

degrees: dict[str, list[float]] = {"cold": [], "warm": []}
for path in sorted(pathlib.Path(os.environ["SM_CHANNEL_TRAIN"]).glob("*.csv")):
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            degrees[row["feels"]].append(float(row["degrees"]))
means = [sum(of) / len(of) for of in degrees.values()]
model = {"limit": round(sum(means) / 2, 6)}
(pathlib.Path(os.environ["SM_MODEL_DIR"]) / "model.json").write_text(json.dumps(model))
