"""What is handed out, installed in empty environments and tried in empty folders.

    python -m tests.installing                     the wheel, then the source archive, on this Python
    python -m tests.installing --lowest            with the lowest versions that pyproject.toml allows, and tests
    python -m tests.installing --every             on every Python from 3.11 on that is found, and tests
    python -m tests.installing python3.13          on this one, and tests
    python -m tests.installing --conda             environment.yml, with conda, mamba or micromamba

Packages come from where uv gets them; nothing is installed outside a temporary folder.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEWEST = 20  # minor versions of Python that are looked for
#: tests of every room that need few packages besides ours, and these; of each some cases
TESTS = (
    *(
        "test_values_numbers",
        "test_values_months",
        "test_files",
        "test_files_workbook",
        "test_json",
    ),
    *("test_funnel", "test_kpis", "test_history", "test_charts"),
)
PART = "1/8"
NEEDED = ("duckdb", "hypothesis", "openpyxl", "persiantools", "polars", "pytest", "pytest-timeout")
FUNNEL = """
import cycle_kit as ck
from cycle_kit import shipped
pipe = ck.load(shipped.sample("hubspot_deals.csv")).where(pipeline="B2B")
print(ck.__file__, len(pipe.deals), len(ck.funnel(pipe)), len(ck.funnel_chart(ck.funnel(pipe)).data))
"""
_PATIENCE = 120  # seconds until a server answers


def main(arguments: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if "--conda" in arguments:
            tried(of_conda(folder / "conda"), folder / "empty conda", pages=True)
            return
        wheel, source = built(folder / "dist")
        if "--lowest" in arguments:
            env = environment(folder / "lowest", sys.executable)
            install(env, wheel, *needed(), "--resolution", "lowest-direct")
            tried(env, folder / "empty lowest", pages=False)
            tested(env)
        elif arguments:
            for python in every_python() if "--every" in arguments else arguments:
                tell(f"{python}: {out_of(python, '--version').strip()}")
                env = environment(folder / Path(python).name, python)
                install(env, wheel, *needed())
                tried(env, folder / f"empty {Path(python).name}", pages=True)
                tested(env)
        else:
            env = environment(folder / "env", sys.executable)
            install(env, wheel, "--constraint", ROOT / "constraints.txt")
            tried(env, folder / "empty wheel", pages=True)
            install(env, source, "--no-deps", "--reinstall")
            tried(env, folder / "empty source", pages=False)


def built(to: Path) -> tuple[Path, Path]:
    """The wheel and the source archive of this checkout."""
    run(
        sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", to, cwd=ROOT
    )
    [wheel], [source] = to.glob("*.whl"), to.glob("*.tar.gz")
    return wheel, source


def environment(folder: Path, python: str) -> Path:
    """An empty environment; its Python."""
    run(sys.executable, "-m", "uv", "venv", "--quiet", "--python", python, folder)
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def of_conda(folder: Path) -> Path:
    """The environment that environment.yml describes; its Python."""
    found = next(filter(None, map(shutil.which, ("micromamba", "mamba", "conda"))), None)
    if found is None:
        raise SystemExit(
            "There is no conda here: install micromamba, mamba or conda, and try again."
        )
    words = ("create",) if Path(found).stem == "micromamba" else ("env", "create")
    run(found, *words, "--yes", "--prefix", folder, "--file", ROOT / "environment.yml", cwd=ROOT)
    return folder / ("python.exe" if os.name == "nt" else "bin/python")


def install(python: Path, *wanted: object) -> None:
    run(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", python, *wanted)


def needed() -> list[str]:
    """What the tests need beside ours, with their lower bounds."""
    said = PROJECT["optional-dependencies"]["test"]
    return [one for one in said if re.split(r"[\[<>=]", one)[0] in NEEDED]


def tried(python: Path, empty: Path, *, pages: bool) -> None:
    """Import, commands, and with `pages` what they serve, in an empty folder."""
    empty.mkdir()
    command = python.with_name("cycle-kit")
    told = out_of(python, "-c", FUNNEL, cwd=empty)
    path, deals, steps, marks = told.rsplit(maxsplit=3)
    assert "site-packages" in path and min(map(int, (deals, steps, marks))) > 0, told
    assert out_of(command, "--version", cwd=empty).strip() == f"cycle-kit {PROJECT['version']}"
    assert "Next: " in out_of(command, "doctor", cwd=empty)
    if pages:
        assert list(empty.iterdir()) == []
        with served(command, "dashboard", "/", cwd=empty) as page:
            assert "<html" in page.lower(), page[:300]
        with served(command, "lab", "/lab", cwd=empty) as page:
            assert "jupyter" in page.lower(), page[:300]
        assert list((empty / "cycle_kit_lab/notebooks").glob("*.ipynb"))
    tell(f"{empty.name}: import, commands{' and pages' * pages} work")


@contextmanager
def served(command: Path, what: str, address: str, *, cwd: Path) -> Iterator[str]:
    """What a command serves there; it is ended afterwards."""
    port, token = free_port(), "t" * 40
    asked = [str(command), what, "--no-browser", "--port", str(port)]
    log = cwd / f"{what}.log"
    with log.open("w") as file:
        server = subprocess.Popen(
            asked, cwd=cwd, env=plain() | {"JUPYTER_TOKEN": token}, stdout=file, stderr=file
        )
    try:
        yield answer(server, f"http://127.0.0.1:{port}{address}?token={token}", log)
    finally:
        server.terminate()
        server.wait(30)
        log.unlink()


def answer(server: subprocess.Popen, address: str, log: Path) -> str:
    until = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=_PATIENCE) as page:
                return page.read().decode("utf-8", "replace")
        except OSError:
            time.sleep(0.3)
    raise SystemExit(f"{address} does not answer:\n{log.read_text()}")


def tested(python: Path) -> None:
    """The tests of some modules, with the packages of an environment."""
    files = [f"tests/{name}.py" for name in TESTS]
    asked = ("-q", "-p", "no:cacheprovider", "--part", PART, *files)
    run(python, "-W", "ignore", "-m", "pytest", *asked, cwd=ROOT)
    tell(f"{len(files)} files of tests pass")


def every_python() -> list[str]:
    """Those from the lowest that is allowed on, by their names on the PATH or where pyenv keeps them."""
    lowest = int(PROJECT["requires-python"].rpartition(".")[2])
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = []
    for minor in range(lowest, NEWEST):
        places = [shutil.which(f"python3.{minor}"), *kept.glob(f"3.{minor}.*/bin/python3.{minor}")]
        found += [str(one) for one in places if one and runs(str(one))][:1]
    return found


def runs(python: str) -> bool:
    return subprocess.run([python, "--version"], capture_output=True).returncode == 0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def plain() -> dict[str, str]:
    """The environment of a newcomer: nothing of this checkout."""
    return {
        name: said for name, said in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")
    }


def out_of(*command: object, cwd: Path | None = None) -> str:
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=plain(), capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} ends with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def run(*command: object, cwd: Path | None = None) -> None:
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=plain())
    if done.returncode:
        raise SystemExit(done.returncode)


def tell(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
