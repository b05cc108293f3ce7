"""Cuts the calls that we make out of CodeCommit's published service model, as botocore ships it.

    python test/oracles/codecommit-model.py > test/oracles/codecommit-model.json

Needs botocore; the environment of test/support/moto has it. Documentation is left out, constraints are kept.
"""

import json

import botocore
from botocore.loaders import Loader

CALLS = [
    "GetBlob",
    "GetBranch",
    "GetCommentsForComparedCommit",
    "GetCommentsForPullRequest",
    "GetCommit",
    "GetFolder",
    "GetPullRequest",
    "GetPullRequestApprovalStates",
    "ListPullRequests",
    "PostCommentForComparedCommit",
    "PostCommentForPullRequest",
    "UpdateComment",
    "UpdatePullRequestApprovalState",
]

model = Loader().load_service_model("codecommit", "service-2", "2015-04-13")
shapes = {}


def undocumented(value):
    if isinstance(value, dict):
        return {key: undocumented(part) for key, part in value.items() if key != "documentation"}
    return [undocumented(part) for part in value] if isinstance(value, list) else value


def members(shape):
    yield from shape.get("members", {}).values()
    yield from (shape[part] for part in ("member", "key", "value") if part in shape)


def keep(name):
    if name in shapes:
        return
    # A member called `documentation` would be lost; CodeCommit has none.
    shapes[name] = undocumented(model["shapes"][name])
    for member in members(model["shapes"][name]):
        keep(member["shape"])


operations = {}
for call in CALLS:
    operation = model["operations"][call]
    operations[call] = {
        "input": operation["input"]["shape"],
        "output": operation.get("output", {}).get("shape"),
        "errors": sorted(error["shape"] for error in operation.get("errors", [])),
    }
    keep(operation["input"]["shape"])
    if "output" in operation:
        keep(operation["output"]["shape"])

metadata = {key: model["metadata"][key] for key in ("apiVersion", "jsonVersion", "protocol", "targetPrefix")}
source = f"botocore {botocore.__version__}, data/codecommit/2015-04-13/service-2.json (Apache-2.0)"
print(json.dumps({"source": source, "metadata": metadata, "operations": operations, "shapes": shapes}, indent=1, sort_keys=True))
