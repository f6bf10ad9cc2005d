"""The tests that take longest, from a report of a whole run: a line each, for `slow.txt`.

`--part K/N` (tests/conftest.py) draws every Nth case of all of them together; of any other test one case at least.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

LIST = Path(__file__).with_name("slow.txt")
#: so many times as long as the middle one of all tests, its cases together
TIMES = 10


def slow_tests(report: str) -> Iterator[str]:
    """`file::test` of the slow tests of a report that pytest wrote with --junitxml."""
    took: Counter[str] = Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        folders = [
            part for part in case.get("classname", "").split(".") if not part.startswith("Test")
        ]
        test = case.get("name", "").partition("[")[0]
        took[f"{'/'.join(folders)}.py::{test}"] += float(case.get("time", 0))
    middle = sorted(took.values())[len(took) // 2]
    return (test for test, seconds in sorted(took.items()) if seconds >= TIMES * middle)


if __name__ == "__main__":
    LIST.write_text("".join(f"{test}\n" for test in slow_tests(sys.argv[1])))
