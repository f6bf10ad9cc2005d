"""What is handed out, made from this checkout into dist: `make release`, after all tests.

A wheel and a source archive; CHANGES.md, the changelog of this version alone; LICENCES.txt, of all that the wheel
carries. Nothing is sent anywhere. `--draft` makes them where the version has no date yet.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from bench.licences import licences

ROOT = Path(__file__).resolve().parent.parent
UNDATED = "not yet released"


def version_of(root: Path) -> str:
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def changes(changelog: str, version: str, *, draft: bool) -> str:
    """What changed in one version. SystemExit: it is not told, or has no date."""
    found = re.search(
        rf"^## {re.escape(version)}(?![\d.])(.*)\n([\s\S]*?)(?=^## |\Z)", changelog, flags=re.M
    )
    if not found or not found[2].strip():
        raise SystemExit(f'CHANGELOG.md has no "## {version}" with what changed.')
    if UNDATED in found[1] and not draft:
        raise SystemExit(
            f'CHANGELOG.md says "## {version}{found[1]}": write the day of the release, "## {version}, 2026-12-24".'
        )
    return f"# cycle_kit {version}{found[1]}\n\n{found[2].strip()}\n"


def check_agreed(root: Path, version: str) -> None:
    """SystemExit: the citation is of another version."""
    if f"\nversion: {version}\n" not in (root / "CITATION.cff").read_text("utf-8"):
        raise SystemExit(f"CITATION.cff names another version than {version}: mend its line.")


def build(root: Path, to: Path) -> Path:
    """Wheel and source archive in an empty folder; the wheel."""
    shutil.rmtree(to, ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-t",
        "sdist",
        "-d",
        str(to),
    ]
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    [wheel] = to.glob("*.whl")
    return wheel


def release(root: Path, *, draft: bool) -> list[Path]:
    """The files that are handed out."""
    version, dist = version_of(root), root / "dist"
    told = changes((root / "CHANGELOG.md").read_text("utf-8"), version, draft=draft)
    check_agreed(root, version)
    wheel = build(root, dist)
    (dist / "CHANGES.md").write_text(told, encoding="utf-8")
    (dist / "LICENCES.txt").write_text(licences(wheel), encoding="utf-8")
    return sorted(dist.iterdir())


if __name__ == "__main__":
    for path in release(ROOT, draft="--draft" in sys.argv):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e6:.1f} MB")
    print(f"Next: git tag v{version_of(ROOT)}, and hand these files out.")
