"""What the methods of a forecast are called where their figures are drawn."""

from cycle_kit.charts.words import _

METHODS = {
    "rates": "At today's rates",
    "history": "By history",
    "stage": "By stage",
    "crm": "By the CRM's chances",
    "run_rate": "As last time",
    "recent": "As the last four times",
}


def called(method: str) -> str:
    return _(METHODS.get(method, method))
