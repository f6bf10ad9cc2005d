"""What the caller says of words that no row holds, and what a log without losses says."""

import pytest

import cycle_kit as ck

LOG = "deal_id,stage,date\n" + "".join(
    f"{n},Lead,2024-01-{n:02d}\n{n},Offer,2024-02-{n:02d}\n"
    + (f"{n},Won,2024-03-{n:02d}\n" if n < 15 else "")
    for n in range(1, 20)
)
DEALS = "Deal ID,Stage,Status,Created,Closed\n" + "".join(
    f"{n},Offer,{'Closed Won' if n % 2 else 'Lost'},2024-01-{n:02d},2024-02-{n:02d}\n"
    for n in range(1, 9)
)


def told(text, **said):
    notes = ck.load(text.encode(), **said).notes
    return [
        (note, fix)
        for note, fix in zip(notes["note"], notes["fix"], strict=True)
        if "no row has" in note
    ]


@pytest.mark.parametrize("text", [LOG, DEALS])
@pytest.mark.parametrize("name", ["won", "lost", "dropped", "open", "after"])
def test_a_word_that_no_row_has_is_told_with_the_nearest(text, name):
    assert told(text, **{name: ["Ofer"]}) == [
        (f'{name}= names "Ofer", and no row has that word.', f'Did you mean {name}=["Offer"]?')
    ]


def test_words_that_are_there_are_heard_in_silence():
    assert told(DEALS, won="closed won", lost=["LOST"], open=["Offer"]) == []
    assert told(LOG, after=["Offer"]) == []


def test_a_log_without_losses_says_so():
    notes = ck.load(LOG.encode()).notes
    assert "There are won deals, but not one that was lost." in list(notes["note"])


def test_a_log_that_says_twice_that_a_deal_ended():
    text = "deal_id,stage,date\n1,Lead,2024-01-01\n1,Won,2024-03-01\n1,Won,2024-03-10\n2,Lead,2024-01-02\n"
    text += "2,Won,2024-02-01\n2,Lead,2024-02-10\n2,Won,2024-03-05\n"
    closed = ck.load(text.encode()).deals["closed_at"].dt.strftime("%Y-%m-%d").tolist()
    assert closed == ["2024-03-01", "2024-03-05"]  # the second was reopened in between
