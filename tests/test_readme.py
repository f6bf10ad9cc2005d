"""The README's Python does what the README says, on the sample."""

import ast
import re
import shutil
from pathlib import Path

import pandas as pd

import cycle_kit
from cycle_kit import shipped

README = Path(__file__).resolve().parent.parent / "README.md"


def blocks() -> list[str]:
    return re.findall(
        r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), flags=re.M | re.S
    )


def results(code: str) -> list[object]:
    """Run the code; what each of its bare expressions gives."""
    names: dict[str, object] = {"ck": cycle_kit}
    given = []
    for statement in ast.parse(code).body:
        text = ast.unparse(statement)
        if isinstance(statement, ast.Expr):
            given.append(eval(text, names))
        else:
            exec(text, names)
    return given


def test_five_lines(tmp_path, monkeypatch):
    shutil.copyfile(shipped.sample("hubspot_deals.csv"), tmp_path / "deals.csv")
    monkeypatch.chdir(tmp_path)
    first = blocks()[0]
    assert len([line for line in first.splitlines() if line and not line.startswith("import")]) == 5
    tables = results(first)
    assert [type(one) for one in tables] == [pd.DataFrame] * 4
    assert [len(one) > 1 for one in tables] == [True] * 4


def test_naming_columns(tmp_path, monkeypatch):
    text = "No.,Step,Opened\n1,Qualified,03.04.2024\n2,Won,05.04.2024\n3,Qualified,06.04.2024\n"
    (tmp_path / "export.csv").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    [pipe] = results(blocks()[1])
    assert pipe.deals["deal_id"].tolist() == ["1", "2", "3"]
    assert pipe.deals["outcome"].tolist() == ["open", "won", "open"]
    assert pipe.deals["created_at"].dt.strftime("%d %b").tolist() == ["03 Apr", "05 Apr", "06 Apr"]


def test_pictures_and_pages_that_the_readme_links_to_are_there():
    linked = re.findall(r"\]\((?!http)([^)#]+)\)", README.read_text(encoding="utf-8"))
    assert [one for one in linked if not (README.parent / one).exists()] == []
