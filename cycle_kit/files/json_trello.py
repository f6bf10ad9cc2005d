"""A board of Trello as records: each card stands in its list, and its moves are what the actions tell.

https://developer.atlassian.com/cloud/trello/guides/rest-api/object-definitions/ and the help page "Exporting data from
Trello": an export holds all cards, archived ones too, and the last 1,000 actions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cycle_kit.files.json_groups import ENDS

_MOST_ACTIONS, _LONG_ID = 1000, 24
_ARCHIVED = "Archived"
#: what the list within a card is called that holds its moves
_MOVES = "moves"
_VALUE_KINDS = ("number", "text", "date", "checked")
_MADE = ("createCard", "copyCard", "moveCardToBoard")
#: what a board calls its fields and its actions
WORDS = (
    *("lists", "cards", "members", "actions", "labels", "closed", "due", "idList", "idMembers", "fullName"),
    *("dateLastActivity", "customFields", "customFieldItems", "idCustomField", "idValue", "options", "data"),
    *("card", "list", "listAfter", "listBefore", "updateCard", *_MADE, *_VALUE_KINDS),
)  # fmt: skip


def of_board(answer: Any) -> tuple[list[dict], tuple[str, ...]]:
    """The cards of a board as deals, each with its moves, and remarks; none where this is no board."""
    if not _is_board(answer):
        return [], ()
    lists = {each["id"]: each for each in answer["lists"]}
    moves = _moves(answer.get("actions") or [])
    whole = 0 < len(answer.get("actions") or []) < _MOST_ACTIONS
    cards = [_deal(card, lists, answer) for card in answer["cards"]]
    if moves:
        for card in cards:
            known = moves.get(card["id"], [])
            card[_MOVES] = known if known or not whole else [_entry(card)]
    return cards, _told(cards, answer, moves)


def _is_board(answer: Any) -> bool:
    if not isinstance(answer, dict):
        return False
    lists, cards = (answer.get(name) for name in ("lists", "cards"))
    return (
        bool(lists and cards)
        and isinstance(lists, list)
        and isinstance(cards, list)
        and all(isinstance(each, dict) and {"id", "name"} <= {*each} for each in lists)
        and all(isinstance(each, dict) and {"id", "name", "idList"} <= {*each} for each in cards)
    )


def _deal(card: Mapping[str, Any], lists: Mapping[str, dict], board: Mapping[str, Any]) -> dict:
    place = lists.get(card["idList"], {})
    stage = place.get("name", "")
    gone = (card.get("closed") or place.get("closed")) and stage.strip().casefold() not in ENDS
    people = {each["id"]: each.get("fullName") for each in board.get("members") or []}
    labels = [each.get("name") for each in card.get("labels") or [] if each.get("name")]
    return {
        "id": card["id"],
        "name": card["name"],
        "stage": stage,
        "status": _ARCHIVED if gone else None,
        "created": _created(card["id"]),
        "last activity": card.get("dateLastActivity"),
        "due date": card.get("due"),
        "owner": ", ".join(people[one] for one in card.get("idMembers") or [] if people.get(one)),
        "labels": ", ".join(labels),
        **_own_fields(card, board),
    }


def _created(identity: str) -> str | None:
    """When a card was made: the first eight digits of its id are seconds, in hexadecimal; those of other boards are
    short."""
    if len(identity) != _LONG_ID:
        return None
    try:
        moment = dt.datetime.fromtimestamp(int(identity[:8], 16), dt.UTC)
    except ValueError:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _own_fields(card: Mapping[str, Any], board: Mapping[str, Any]) -> dict[str, Any]:
    fields = {each["id"]: each for each in board.get("customFields") or []}
    found = {}
    for item in card.get("customFieldItems") or []:
        field = fields.get(item.get("idCustomField"), {})
        chosen = {each.get("id"): each.get("value") for each in field.get("options") or []}
        value = item.get("value") or chosen.get(item.get("idValue")) or {}
        found[field.get("name", "")] = next((value[k] for k in _VALUE_KINDS if k in value), None)
    return {name: value for name, value in found.items() if name}


def _moves(actions: list[Any]) -> dict[str, list[dict]]:
    """{id of a card: the lists into which it came, the latest last}."""
    found: dict[str, list[dict]] = {}
    for action in sorted(actions, key=lambda each: str(each.get("date"))):
        data = action.get("data") or {}
        made = action.get("type") in _MADE
        into = data.get("listAfter") or (data.get("list") if made else None)
        card = (data.get("card") or {}).get("id")
        if card and into and into.get("name"):
            found.setdefault(card, []).append({"stage": into["name"], "date": action["date"]})
    return found


def _entry(card: Mapping[str, Any]) -> dict:
    """The only move of a card that no action names: it was made where it is."""
    return {"stage": card["stage"], "date": card["created"]}


def _told(cards: list[dict], board: Mapping[str, Any], moves: Mapping) -> tuple[str, ...]:
    said = [
        "A board of Trello: each card is a deal, its list is the stage, and its id tells when it was made."
    ]
    if gone := sum(card["status"] == _ARCHIVED for card in cards):
        said.append(
            f"Archived, or in archived lists: {gone:,} cards; they have the status {_ARCHIVED} and count as dropped. "
            f'If they are open: open=["{_ARCHIVED}"].'
        )
    if not moves:
        said.append(
            "The board holds no moves of cards: when a deal came into its list is not known."
        )
    elif len(board["actions"]) >= _MOST_ACTIONS:
        said.append(
            f"A board is exported with its last {_MOST_ACTIONS:,} actions: moves before these are not known."
        )
    return tuple(said)
