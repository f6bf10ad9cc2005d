"""20,000 inputs, guided by coverage where atheris is installed, else drawn by hypothesis alone.

    python -m tests.fuzz [inputs]

Half of the inputs are bytes, half are tables; some hundred more are samples with two damages.
A failing input is kept in `tests/fuzz/found/`, and the run ends.
"""

import hashlib
import sys
import warnings
from contextlib import nullcontext
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

INPUTS = 20_000
FOUND = Path(__file__).parent / "found"
SEEDS = Path(__file__).parent.parent / "hostile"
MOST_BYTES = 4096

try:
    import atheris
except ImportError:
    atheris = None

with atheris.instrument_imports(include=["cycle_kit"]) if atheris else nullcontext():
    from tests.fuzz.checks import check_bytes, check_export
    from tests.fuzz.pairs import check_pair, pairs
    from tests.fuzz.tables import exports


def kept(data: bytes, check, given) -> None:
    """Run the check; what makes it fail is written down first."""
    try:
        check(given)
    except BaseException:
        FOUND.mkdir(exist_ok=True)
        name = f"{check.__name__}_{hashlib.sha256(data).hexdigest()[:12]}"
        (FOUND / name).write_bytes(data)
        raise


@settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(exports())
def one_export(export):
    kept(export.data, check_export, export)


@settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(pairs())
def one_pair(pair):
    kept(pair.data, check_pair, pair)


def one_input(data: bytes) -> None:
    """The first byte chooses between a file of these bytes, a table and a pair drawn from them."""
    if data[:1] < b"\x80":
        kept(data[1:], check_bytes, data[1:])
    elif data[:1] >= b"\xf8":
        one_pair.hypothesis.fuzz_one_input(data[1:])
    else:
        one_export.hypothesis.fuzz_one_input(data[1:])


def guided(inputs: int) -> None:
    """Atheris keeps what reaches new code and changes it further; the hostile files are its start."""
    corpus = FOUND.parent / "corpus"
    corpus.mkdir(exist_ok=True)
    for path in SEEDS.glob("[0-9]*"):
        if path.suffix != ".toml" and path.stat().st_size <= MOST_BYTES:
            (corpus / path.name).write_bytes(b"\0" + path.read_bytes())
    options = [sys.argv[0], str(corpus), f"-runs={inputs}", f"-max_len={MOST_BYTES}", "-timeout=60"]
    atheris.Setup([*options, "-rss_limit_mb=4096", f"-artifact_prefix={corpus}/crash-"], one_input)
    atheris.Fuzz()


def unguided(inputs: int) -> None:
    plain, few = (
        settings(
            max_examples=most,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        for most in (inputs // 2, inputs // 20)
    )
    few(given(pairs())(lambda pair: kept(pair.data, check_pair, pair)))()
    plain(given(st.binary(max_size=MOST_BYTES))(lambda data: kept(data, check_bytes, data)))()
    plain(given(exports())(lambda export: kept(export.data, check_export, export)))()


if __name__ == "__main__":
    warnings.filterwarnings("error", module="cycle_kit")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else INPUTS
    (guided if atheris else unguided)(count)
