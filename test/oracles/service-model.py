"""Cuts the calls that we make out of an AWS service's published model, as botocore ships it.

    python test/oracles/service-model.py sagemaker CreateModel DescribeModel ...
    python test/oracles/service-model.py sagemaker        (again, with the calls that the extract has)

Writes test/oracles/models/<service>.json. Needs botocore; the environment of test/support/moto has it.
Documentation is left out, constraints are kept.
"""

import json
import sys
from pathlib import Path

import botocore
from botocore.loaders import Loader

# Step Functions is `states` in ARNs, in IAM and here, and its integrations say `cloudwatchlogs`: only botocore's folders have other names.
FOLDERS = {"states": "stepfunctions", "cloudwatchlogs": "logs"}
CONSTRAINTS = ("type", "required", "enum", "min", "max", "pattern")

service = sys.argv[1]
path = Path(__file__).parent / "models" / f"{service}.json"
calls = sys.argv[2:] or list(json.loads(path.read_text())["operations"])
folder = FOLDERS.get(service, service)
loader = Loader()
version = loader.determine_latest_version(folder, "service-2")
model = loader.load_service_model(folder, "service-2", version)
shapes = {}


def keep(name):
    if name in shapes:
        return
    whole = model["shapes"][name]
    kept = shapes[name] = {key: whole[key] for key in CONSTRAINTS if key in whole}
    if "members" in whole:
        kept["members"] = {key: {"shape": member["shape"]} for key, member in whole["members"].items()}
    for part in ("member", "key", "value"):
        if part in whole:
            kept[part] = {"shape": whole[part]["shape"]}
    for member in [*kept.get("members", {}).values(), *(kept[part] for part in ("member", "key", "value") if part in kept)]:
        keep(member["shape"])


operations = {}
for call in calls:
    operation = model["operations"][call]
    ends = {end: operation[end]["shape"] if end in operation else None for end in ("input", "output")}
    operations[call] = {**ends, "errors": sorted(error["shape"] for error in operation.get("errors", []))}
    for shape in ends.values():
        if shape:
            keep(shape)

wanted = ("apiVersion", "jsonVersion", "protocol", "targetPrefix")
extract = {
    "source": f"botocore {botocore.__version__}, data/{folder}/{version}/service-2.json (Apache-2.0)",
    "metadata": {key: model["metadata"][key] for key in wanted if key in model["metadata"]},
    "operations": operations,
    "shapes": shapes,
}
path.write_text(json.dumps(extract, indent=1, sort_keys=True) + "\n")
