"""Write the net anew; see `tests.golden`."""

import argparse

from tests.golden.net import FOLDER, parts, written

parser = argparse.ArgumentParser()
parser.add_argument("--only", default="", help="a part of the names of files to write")
given = parser.parse_args()
for name in parts():
    if given.only in name:
        print(name, flush=True)
        (FOLDER / f"{name}.txt").write_text(written(name), encoding="utf-8")
