"""The way from a deal in the table to the same deal in the CRM, where cycle.toml says how its address is made."""

import re
from html import unescape
from urllib.parse import unquote, urlsplit

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import config
from cycle_kit.dashboard.deals_table import DealsTable, row_html
from cycle_kit.errors import ColumnError

ADDRESS = "https://crm.example.com/deals/{deal_id}"
HOSTILE = [
    '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "javascript:alert(1)", "../../admin", "/../../admin",
    "..\\..\\admin", "?next=//evil.example", "#/evil", "//evil.example/x", "@evil.example", "a&b=c", "%2e%2e", "%2F",
    "{deal_id}", "{0}", "a b", "a\tb\nc", "\u202eabc", "معامله ۱", "ż&<>", "\ud800", "1" * 500, "x;y=z", "line 5 of 7",
]  # fmt: skip
#: no id of the CRM's, or one that leads to another place
NO_WAY = [".", "..", "...", "", " ", "line 7", "line 1234567", None, float("nan")]
ROW = {
    "name": "Acme & <Sons>", "account": None, "owner": "Ada", "stage": "Offer", "outcome": "open", "value": 1,
    "created_at": None, "closed_at": None, "days": None,
}  # fmt: skip


def links(html: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'<a [^>]*href="([^"]*)"', html)]


@pytest.mark.parametrize("deal", ["17", "D-1", "0061x00000AbCdE", *HOSTILE])
@pytest.mark.parametrize(
    "pattern",
    [
        ADDRESS,
        "http://127.0.0.1:8069/web#id={deal_id}&model=crm.lead",
        "https://crm.example.com/?deal={deal_id}&x='\"",
    ],
)
def test_a_deal_leads_to_its_place_whatever_its_id(deal, pattern):
    html = row_html({"deal_id": deal, **ROW}, "EUR", address=pattern)
    (link,) = links(html)
    before, after = pattern.split("{deal_id}")
    assert link.startswith(before) and link.endswith(after)
    own = link[len(before) : len(link) - len(after)]
    assert re.fullmatch(r"[\w.~%-]+", own, re.ASCII)
    assert unquote(own) == deal.encode("utf-8", "replace").decode()
    assert urlsplit(link).netloc == urlsplit(pattern).netloc
    assert html.count("<a ") == 1 and "<img" not in html and 'rel="noopener noreferrer"' in html
    assert "<bdi>Acme &amp; &lt;Sons&gt;</bdi></a>" in html


@pytest.mark.parametrize("deal", NO_WAY)
def test_what_has_no_place_there_leads_nowhere(deal):
    assert "<a " not in row_html({"deal_id": deal, **ROW}, "EUR", address=ADDRESS)


@pytest.mark.parametrize("deal", ["17", *HOSTILE])
def test_without_the_setting_there_is_no_link(deal):
    assert "<a " not in row_html({"deal_id": deal, **ROW}, "EUR")


def loaded(tmp_path, toml: str = "", ids: bool = True) -> ck.Pipeline:
    head = "Deal ID," if ids else ""
    rows = [("1,", "Call"), ("2/3,", "Offer")]
    lines = [f"{head}Deal name,Stage,Owner,Created Date"]
    lines += [f"{number if ids else ''}A{stage},{stage},X,2024-01-01" for number, stage in rows]
    (tmp_path / "deals.csv").write_text("\n".join(lines) + "\n")
    (tmp_path / "cycle.toml").write_text(toml)
    return ck.load(tmp_path / "deals.csv")


def drawn(pipe: ck.Pipeline) -> str:
    table = DealsTable(clear=lambda: None)
    table.take(pipe)
    rows = pipe.deals.assign(days=1.0, value=pd.NA)
    table.show(rows, "All deals", everything=True)
    return table.body.html


def test_the_setting_reaches_the_table(tmp_path):
    pipe = loaded(tmp_path, f'[crm]\naddress = "{ADDRESS}"\n')
    assert pipe.where(deal_id="1").deal_address == ADDRESS
    assert links(drawn(pipe)) == [ADDRESS.replace("{deal_id}", each) for each in ("1", "2%2F3")]


def test_without_it_or_without_ids_nothing_is_linked(tmp_path):
    assert not links(drawn(loaded(tmp_path)))
    assert not links(drawn(loaded(tmp_path, f'[crm]\naddress = "{ADDRESS}"\n', ids=False)))


WRONG = [
    "javascript:alert({deal_id})", "data:text/html,{deal_id}", "file:///deals/{deal_id}", "ftp://crm.example.com/{deal_id}",
    "//crm.example.com/{deal_id}", "crm.example.com/{deal_id}", "https://crm.example.com/", "https://{deal_id}.example.com/",
    "https://crm.example.com:{deal_id}/", "https://{deal_id}", "https:///deals/{deal_id}", "https://me:secret@crm.example.com/{deal_id}",
    "https://crm.example.com/{deal_id}/{other}", "https://crm.example.com/{}", "https://crm.example.com/a b/{deal_id}",
    "https://crm.example.com\\\\evil/{deal_id}", "https://crm.example.com/{deal_id}\\n", " https://crm.example.com/{deal_id}",
    "java\\tscript:alert({deal_id})", "https://[::1/{deal_id}", "https://crm.example.com/{deal_id", "",
]  # fmt: skip


@pytest.mark.parametrize("address", WRONG)
def test_an_address_that_is_none_is_an_error_with_its_line(tmp_path, address):
    path = tmp_path / "cycle.toml"
    path.write_text(f'[crm]\naddress = "{address}"\n')
    with pytest.raises(ColumnError) as error:
        config.read(path)
    assert str(error.value) == (
        "cycle.toml, line 2: crm.address is not an address that begins with https:// or http://, with {deal_id} behind "
        'the host.\nWrite it as address = "https://crm.example.com/deals/{deal_id}".'
    )


@pytest.mark.parametrize(
    "address", [ADDRESS, "HTTP://localhost/{deal_id}", "https://x.example/{deal_id}#/{deal_id}"]
)
def test_addresses_that_are_some(tmp_path, address):
    path = tmp_path / "cycle.toml"
    path.write_text(f'[crm]\naddress = "{address}"\n')
    assert config.read(path).deal_address == address


def test_other_keys_of_it_are_told(tmp_path):
    path = tmp_path / "cycle.toml"
    path.write_text('[crm]\nadress = "https://x.example/{deal_id}"\n')
    with pytest.raises(ColumnError, match='there is no key "adress" in \\[crm\\]'):
        config.read(path)
