"""What a release is made of: version, changes, licences of what it carries; and what its users are asked for."""

import re
import warnings
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

import cycle_kit as ck
from bench import licences, release

ROOT = Path(__file__).resolve().parent.parent
VERSION = release.version_of(ROOT)
ISSUES = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("a_*.yml"))


def test_the_citation_is_of_this_version_and_licence():
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (said["version"], said["license"]) == (VERSION, "BSD-3-Clause")
    assert {"cff-version", "message", "title", "authors", "type"} <= set(said)
    release.check_agreed(ROOT, VERSION)
    with pytest.raises(SystemExit, match="another version"):
        release.check_agreed(ROOT, "9.9.9")


CHANGELOG = "# Changelog\n\n## 0.2.0, not yet released\n\n- New.\n\n## 0.1.0, 2026-01-02\n\n### Added\n\n- Old.\n"


def test_the_changes_of_one_version_are_told_alone():
    assert release.changes(CHANGELOG, "0.1.0", draft=False) == (
        "# cycle_kit 0.1.0, 2026-01-02\n\n### Added\n\n- Old.\n"
    )


def test_a_version_without_a_day_or_changes_is_not_released():
    assert "- New." in release.changes(CHANGELOG, "0.2.0", draft=True)
    with pytest.raises(SystemExit, match="write the day"):
        release.changes(CHANGELOG, "0.2.0", draft=False)
    for version in ("0.3.0", "0.1"):
        with pytest.raises(SystemExit, match="no"):
            release.changes(CHANGELOG, version, draft=True)


def test_this_version_has_changes():
    assert release.changes((ROOT / "CHANGELOG.md").read_text("utf-8"), VERSION, draft=True)


# -- licences --------------------------------------------------------------------------------------


def wheel(folder: Path, **more: str) -> Path:
    """A small wheel: ours, and what is given beside it."""
    path = folder / "made.whl"
    with ZipFile(path, "w") as archive:
        archive.writestr("cycle_kit/__init__.py", "")
        about = "Metadata-Version: 2.4\nRequires-Dist: pandas<4,>=3.1\nRequires-Dist: duckdb; extra == 'x'\n"
        archive.writestr("cycle_kit-1.dist-info/METADATA", about)
        archive.writestr("cycle_kit-1.dist-info/licenses/LICENSE", "Ours, BSD")
        for name, text in more.items():
            archive.writestr(name, text)
    return path


def test_every_part_of_a_wheel_is_told_once_with_its_licence(tmp_path):
    texts = f"\n\n{licences.RULE}\n\n".join(
        ("one 1.0\n\nMIT, by all", "two 2.0\n\nISC", "three 3.0\n\nMIT, by all")
    )
    front = {licences.TEXTS: texts, "cycle_kit/_front/widgets.js": "1"}
    told = licences.licences(wheel(tmp_path, **front))
    assert told.count("MIT, by all") == 1 and "one 1.0, three 3.0" in told
    assert told.startswith("cycle_kit\n\nOurs, BSD") and "two 2.0\n\nISC" in told
    assert "pandas: BSD" in told and "duckdb" not in told


@pytest.mark.parametrize(
    "name", ["cycle_kit/_front/widgets.js", "cycle_kit/font.woff2", "other/lib.so"]
)
def test_a_part_whose_licence_nobody_says_is_not_handed_out(name, tmp_path):
    with pytest.raises(SystemExit, match=re.escape(name)):
        licences.licences(wheel(tmp_path, **{name: "1"}))


def test_all_that_is_ours_in_a_wheel_is_known_as_ours():
    ours = [path for path in (ROOT / "cycle_kit").rglob("*") if path.is_file()]
    names = [path.relative_to(ROOT).as_posix() for path in ours if "__pycache__" not in path.parts]
    shipped = [f"cycle_kit/_shipped/{path.name}" for path in (ROOT / "data/samples").iterdir()]
    names = [name for name in names if not name.startswith(licences.FRONT)]
    licences.check_known([*names, *(name for name in shipped if "." in name)], has_parts=False)


# -- what users are asked for ----------------------------------------------------------------------


@pytest.mark.parametrize("path", ISSUES, ids=lambda path: path.stem)
def test_issues_ask_for_a_masked_file(path):
    asked = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= set(asked)
    assert "`cycle-kit mask FILE`" in path.read_text(encoding="utf-8")
    fields = [field["id"] for field in asked["body"] if field["type"] != "markdown"]
    assert "masked" in fields and len(fields) == len(set(fields))


def test_the_example_of_a_name_that_goes_warns_and_does_what_it_did():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^## Names that go\n[\s\S]*?```python\n([\s\S]*?)```", text, flags=re.M)
    known = {"warnings": warnings, "stage_durations": lambda pipe, **asked: (pipe, asked)}
    exec(example, known)
    with pytest.warns(DeprecationWarning, match=r"type ck\.stage_durations"):
        assert known["stage_times"]("pipe", by="owner") == ("pipe", {"by": "owner"})
    assert hasattr(ck, "stage_durations")
