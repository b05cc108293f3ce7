"""Oracle of texts that are dates: prints the vectors of test/oracles/dates.json. Needs python-dateutil (its version is in the output)."""

import json

import dateutil
from dateutil import parser

TEXTS = [
    "2019-04-01",
    "01/01/2010",
    "31/12/2010",
    "13/13/2010",
    "32/01/2010",
    "abc",
    "cat",
    "2019-13-01",
    "2019-02-30",
    "20190401",
    "201904011030",
    "10:30",
    "25:00",
    "10:30 pm",
    "13:30 pm",
    "Jan 5 2020",
    "January 5, 2020",
    "5 Jan 2020",
    "5th of January 2020",
    "Jan 2020",
    "2020 Jan",
    "Thu Sep 25 10:36:28 2003",
    "Thu, 25 Sep 2003 10:49:41 -0300",
    "2003-09-25T10:49:41.5-03:00",
    "2003-09-25T10:49",
    "2003-09-25 10:49:41Z",
    "20030925T104941",
    "2003-Sep-25",
    "Sep-25-2003",
    "09-25-2003",
    "25.09.2003",
    "2003.09.25",
    "10-09-03",
    "Sat",
    "Saturday at 5",
    "2020",
    "12",
    "1",
    "99",
    "0",
    "3 am",
    "10h",
    "10h36m28.5s",
    "Feb 30 2020",
    "Feb 29 2019",
    "29 Feb 2020",
    "hello 2020",
    "2020-01-01 foo",
    "1/2",
    "1/2/3",
    "1-2-3-4",
    "12345678901",
    "2020-1-1",
    "2020-01-01T00:00:00+00:00",
    "Jan",
    "Sept 3 2001",
    "  2020-01-01  ",
    "",
    "-",
    ",",
    "2020-01",
    "13-2020",
    "2020/01/01",
    "01 02 2020",
    "Mon, Jan 5",
    "UTC",
    "10:30 UTC",
    "2020-01-01 24:00:00",
    "1.5",
    "5 pm",
    "July 4th, 1976",
    "4 Jul '76",
    "today",
    "now",
    "tomorrow",
]


def parses(text):
    try:
        parser.parse(text)
        return True
    except (ValueError, OverflowError):
        return False


print(json.dumps({"versions": {"python-dateutil": dateutil.__version__}, "texts": [[t, parses(t)] for t in TEXTS]}, indent=1))
