"""How each script answers: the checks that it found broken, as one line of JSON."""

import json

COUNTRIES = "AR AT AU BE BR CA CH DE DK ES FI FR GB IT JP NL NO PL SE US".split()
STATUSES = ["new", "paid", "packed", "shipped", "returned"]
ORDER_KEY = r"^ORD-[0-9]{8}$"
EMAIL = r"^[a-z0-9.]+@[a-z0-9.]+\.[a-z]{2,}$"


def report(failed):
    print(json.dumps({"failed": sorted({str(name) for name in failed})}))
