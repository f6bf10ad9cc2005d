"""What is promised about installing: pins, names, commands, and what the wheel carries."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest
from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# conda-forge's tzdata is the zone files without Python
CONDA_NAMES = {
    "jupyter-server": "jupyter_server",
    "tzdata": "python-tzdata",
    "jupyter-core": "jupyter_core",
}


def _name(requirement: str) -> str:
    """The package in "XlsxWriter>=3.3", as pip compares it."""
    return re.split(r"[\[<>=!~ ]", requirement.strip())[0].lower().replace("_", "-")


def _pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if not line.startswith("#"))
    return {_name(name): version for name, version in pairs}


def _conda() -> list[str]:
    lines = (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()
    return [line.strip(" -") for line in lines[lines.index("dependencies:") + 1 :]]


def _own_files() -> list[str]:
    """The paths that git would commit."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    paths = subprocess.check_output(listing, cwd=ROOT, text=True).splitlines()
    return [path for path in paths if (ROOT / path).is_file()]


def test_environment_and_pyproject_agree():
    *packages, pip, folder = _conda()
    assert (pip, folder) == ("pip:", ".")
    extra = [one for one in PROJECT["optional-dependencies"]["test"] if one.startswith("nbval")]
    wanted = [f"python{PROJECT['requires-python']}", "pip", *PROJECT["dependencies"], *extra]
    renamed = [
        CONDA_NAMES.get(_name(one), _name(one)) + one[len(_name(one)) :]
        for one in (one.split(" ")[0] for one in wanted)
    ]
    assert sorted(packages) == sorted(renamed)


def test_every_dependency_is_pinned_once_and_without_an_address():
    extras = PROJECT["optional-dependencies"]
    wanted = {_name(one) for one in [*PROJECT["dependencies"], *extras["test"], *extras["bench"]]}
    assert wanted | {"lifelines"} <= set(_pins())
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.+!]+", line)] == []
    assert len(pins) == len(_pins())


def test_every_dependency_says_why():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    mute = [line for line in text.splitlines() if re.fullmatch(r'  "[\w.\[\]-]+[<>=].*",\s*', line)]
    after_the_reason = {'"autograd', '"autograd-gamma', '"formulaic', '"matplotlib', '"scipy'}
    assert {line.strip().split(">")[0] for line in mute} == after_the_reason


def test_what_the_package_imports_is_installed_with_it():
    imported = set()
    for path in (ROOT / "cycle_kit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                imported.add((node.module or "").split(".")[0])
    owners = packages_distributions()
    foreign = imported - set(sys.stdlib_module_names) - {"cycle_kit"}
    declared = {_name(one) for one in PROJECT["dependencies"]}
    assert [one for one in sorted(foreign) if not {_name(o) for o in owners[one]} & declared] == []


def test_make_help_lists_every_target_and_the_readme_shows_those_for_users():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, flags=re.M)
    assert phony
    told = subprocess.check_output(["make", "--no-print-directory", "help"], cwd=ROOT, text=True)
    assert re.findall(r"^  make ([\w-]+) +\S", told, flags=re.M) == phony[1].split()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [
        one for one in ("dashboard", "test", "lab", "help") if f"make {one}" not in readme
    ] == []


def test_the_front_end_is_pinned_and_none_of_it_is_in_git():
    package = json.loads((ROOT / "front" / "package.json").read_text(encoding="utf-8"))
    pins = package["dependencies"]
    assert [one for one in pins.values() if not re.fullmatch(r"\d+\.\d+\.\d+", one)] == []
    assert pins["plotly.js"] == get_plotlyjs_version()  # or it would never be used
    built = ("cycle_kit/_front/", "front/node_modules/", "front/package-lock")
    assert [path for path in _own_files() if path.startswith(built)] == []


def test_a_wheel_carries_the_front_end_where_it_was_built(clone, tmp_path):
    built = clone / "cycle_kit" / "_front"
    built.mkdir(exist_ok=True)
    (built / "front.json").write_text("{}", encoding="utf-8")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=clone, check=True, capture_output=True)
    shutil.rmtree(built)
    [wheel] = tmp_path.glob("*.whl")
    assert "cycle_kit/_front/front.json" in ZipFile(wheel).namelist()


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """This folder as git would hand it over, without git."""
    clone = tmp_path_factory.mktemp("clone") / "cycle_kit"
    for path in _own_files():
        (clone / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, clone / path)
    return clone


@pytest.mark.slow
def test_the_wheel_carries_notebooks_samples_and_everything_that_is_not_python(clone, tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=clone, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    inside = set(ZipFile(wheel).namelist())
    shipped = {path for path in _own_files() if path.startswith(("notebooks/", "data/samples/"))}
    assert {f"cycle_kit/_shipped/{path}" for path in shipped} <= inside
    assert {path for path in _own_files() if path.startswith("cycle_kit/")} <= inside
    about = f"cycle_kit-{PROJECT['version']}.dist-info"
    assert {path.split("/")[0] for path in inside} == {"cycle_kit", about}


@pytest.mark.slow
def test_a_wheel_built_from_the_source_archive_carries_the_same(clone, tmp_path):
    def built(kind: str, folder: Path) -> Path:
        build = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(tmp_path / kind)]
        subprocess.run(build, cwd=folder, check=True, capture_output=True)
        return max((tmp_path / kind).iterdir(), key=lambda path: path.stat().st_mtime_ns)

    with tarfile.open(built("sdist", clone)) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    [source] = (tmp_path / "source").iterdir()
    assert {"CITATION.cff", "Makefile", "docs", "notebooks", "tests"} <= {
        path.name for path in source.iterdir()
    }
    direct = set(ZipFile(built("wheel", clone)).namelist())
    assert set(ZipFile(built("wheel", source)).namelist()) == direct


@pytest.mark.slow
def test_without_make_as_the_readme_says(clone, tmp_path):
    """A fresh environment, `pip install .`, and the page's command, outside the checkout.

    Our own installed packages stand in for downloads; that ours are enough is the test above.
    """
    subprocess.run([sys.executable, "-m", "venv", "env"], cwd=tmp_path, check=True)
    scripts = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    [packages] = (tmp_path / "env").glob("**/site-packages")
    ours = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "ours.pth").write_text("\n".join(ours), encoding="utf-8")
    offline = ["--no-index", "--no-build-isolation"]
    _run(scripts / "python", "-m", "pip", "install", *offline, ".", cwd=clone)
    home = _run(
        scripts / "python", "-c", "import cycle_kit; print(cycle_kit.__file__)", cwd=tmp_path
    )
    assert Path(home.strip()).is_relative_to(packages)
    assert "[FILE]" in _run(scripts / "cycle-kit", "dashboard", "--help", cwd=tmp_path)
    put = "from pathlib import Path; from cycle_kit import shipped; print(*shipped.copied(Path('lab')))"
    assert int(_run(scripts / "python", "-c", put, cwd=tmp_path).split()[-1]) > 60
    assert (tmp_path / "lab" / "notebooks" / "manager.ipynb").is_file()
    found = "from cycle_kit import shipped; print(shipped.notebook('00_your_export'))"
    notebook = Path(_run(scripts / "python", "-c", found, cwd=tmp_path).strip())
    assert notebook.is_relative_to(packages)
    samples = _samples_of(notebook)
    assert [path for path in samples if path.is_file() and path.is_relative_to(packages)] == samples
    assert samples


def test_the_samples_lie_where_the_notebooks_read_them():
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    read = {path.name: _samples_of(path) for path in notebooks}
    assert [path for paths in read.values() for path in paths if not path.is_file()] == []
    assert [name for name, paths in read.items() if not paths] == ["manager.ipynb"]


def _samples_of(notebook: Path) -> list[Path]:
    """The samples that a notebook opens as it comes, from where it lies."""
    text = notebook.read_text(encoding="utf-8")
    paths = sorted(set(re.findall(r'"(\.\./data/samples/[\w./]+)', text.replace('\\"', '"'))))
    return [(notebook.parent / path).resolve() for path in paths]


def _run(*command: object, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
