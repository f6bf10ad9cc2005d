"""No column of a file is neither used nor told: what is read as one of ours has an effect, all else stands in a note
or under its own name."""

import io
from pathlib import Path

import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError
from cycle_kit.loading import unused
from tests.test_after_win_beside_deals import wide
from tests.test_date_of_each_stage import BESIDE, LISTS, STAGES, written

HERE = Path(__file__).parent
FILES = [
    path
    for folder in ("hostile", "crms")
    for path in sorted((HERE / folder).iterdir())
    if path.suffix in (".csv", ".xlsx", ".xls", ".json") and path.stat().st_size < 100_000
]
#: what is read and stands under no name of its own among the deals
HINTS = ("close_date", "won_at", "lost_at")


def tables_of(given, monkeypatch):
    """The pipeline, and each table of it with what was recognised in it."""
    seen = []
    of_old = unused.unused_headers

    def noted(raw, match):
        seen.append((raw, match))
        return of_old(raw, match)

    monkeypatch.setattr(unused, "unused_headers", noted)
    pipe = ck.load(given)
    return pipe, list(seen)


def loaded(frame):
    return ck.load(io.BytesIO(frame.to_csv(index=False, sep=";").encode()))


def figures(pipe):
    deals = pipe.deals
    ours = [name for name in ck.tables.DEALS if name in deals]
    return deals[ours].astype("str"), pipe.visits.astype("str")


def has_effect(frame, header):
    """Whether another pipeline is made where nothing stands in the column."""
    try:
        before = figures(loaded(frame))
        after = figures(loaded(frame.assign(**{header: ""})))
    except CycleKitError:
        return True
    return not all(one.equals(other) for one, other in zip(before, after, strict=True))


def untold(given, monkeypatch):
    pipe, seen = tables_of(given, monkeypatch)
    told = " ".join([*pipe.notes["note"], *pipe.notes["effect"], *pipe.notes["fix"]])
    found = []
    for raw, match in seen:
        if match.dialect.table != "deals":
            continue
        left = (
            set(raw.frame) - set(match.columns.values()) - set(unused.of_history(raw.frame, match))
        )
        found += [h for h in left if h not in pipe.deals and f'"{h}"' not in told and h.strip()]
        if match.dialect.by_hand:
            hints = [match.columns[name] for name in HINTS if name in match.columns]
            filled = [header for header in hints if (raw.frame[header] != "").any()]
            found += [header for header in filled if not has_effect(raw.frame, header)]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_of_samples(path, monkeypatch):
    try:
        assert untold(path, monkeypatch) == []
    except CycleKitError:
        pytest.skip("not read without an answer")


@pytest.mark.parametrize("case", [*LISTS, *BESIDE])
@pytest.mark.parametrize("staged", [True, False])
def test_of_lists_with_a_date_for_each_stage(case, staged, monkeypatch):
    *content, stages = (*LISTS[case], STAGES[case]) if case in LISTS else BESIDE[case]
    assert untold(written(*content, stages if staged else None), monkeypatch) == []


@pytest.mark.parametrize("case", ["en", "fr", "pl"])
@pytest.mark.parametrize("staged", [True, False])
def test_of_lists_with_dates_after_the_win(case, staged, monkeypatch):
    assert untold(wide(case, staged=staged), monkeypatch) == []
