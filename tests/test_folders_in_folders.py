"""A folder of folders: dated ones are exports of different days; of others it is said that they are there."""

import zipfile

import pytest

from cycle_kit import load
from cycle_kit.errors import FileError
from cycle_kit.files import read

HEADER = "Deal ID,Client,Stage,Amount,Created"


def export(stage):
    rows = [f"{n},Firm {n},{stage},{100 + n},2024-01-0{n}" for n in range(1, 7)]
    return "\n".join([HEADER, *rows, ""])


def folder_of(tmp_path, names, suffix="csv"):
    for name, stage in zip(names, ("Offer", "Demo", "Contract"), strict=False):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / f"export.{suffix}").write_text(export(stage))
    return tmp_path


DATED = [
    ["2024-01", "2024-02", "2024-03"],
    ["202401", "202402"],
    ["2024-01-31", "2024-02-29"],
    ["export 2024_01_31", "export 2024_02_29"],
    ["31.01.2024", "29.02.2024"],
    ["01-2024", "02-2024"],
]


@pytest.mark.parametrize("names", DATED)
def test_dated_folders_are_exports_of_their_days(tmp_path, names):
    pipe = load(folder_of(tmp_path, names))
    assert len(pipe.deals) == 6
    assert [table.file for table in read(tmp_path)] == [
        f"{name}/export.csv" for name in sorted(names)
    ]
    last = ("Offer", "Demo", "Contract")[len(names) - 1]
    assert set(pipe.deals["stage"]) == {last}
    assert any("exports of different days" in note for note in pipe.notes["note"])


@pytest.mark.parametrize("names", DATED)
def test_as_an_archive_of_them(tmp_path, names):
    folder = folder_of(tmp_path / "all", names)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in names:
            archive.write(folder / name / "export.csv", f"{name}/export.csv")
    one, other = load(folder), load(tmp_path / "all.zip")
    assert one.visits["entered_at"].tolist() == other.visits["entered_at"].tolist()


@pytest.mark.parametrize(
    "names",
    [["north", "south"], ["2024-01", "old"], ["north"], ["Q1 2024", "Q2 2024"], ["v2", "v3"]],
)
def test_of_other_folders_it_is_said_that_they_are_there(tmp_path, names):
    with pytest.raises(FileError, match="holds no data file") as caught:
        read(folder_of(tmp_path, names))
    assert "empty" not in caught.value.there
    assert all(name in caught.value.there for name in names)
    assert "folder" in caught.value.fix
    assert read([tmp_path / name for name in names])


def test_folders_without_data(tmp_path):
    for name in ("2024-01", "2024-02", ".git"):
        (tmp_path / name).mkdir()
    with pytest.raises(FileError, match="holds no data file") as caught:
        read(tmp_path)
    assert "2024-01" in caught.value.there and ".git" not in caught.value.there
    with pytest.raises(FileError, match="holds no data file") as caught:
        read(tmp_path / "2024-01")
    assert caught.value.there == "It is empty."


def test_folders_beside_files_are_not_looked_into(tmp_path):
    folder_of(tmp_path, ["2024-01", "2024-02"])
    (tmp_path / "deals.csv").write_text(export("Offer"))
    assert [table.file for table in read(tmp_path)] == ["deals.csv"]
