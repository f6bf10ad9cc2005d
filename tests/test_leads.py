"""Lead exports: which system wrote them, how each lead ended, and the sample's own truth."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.loading.identities import short
from cycle_kit.loading.recognise import recognise
from tests.sample_oracles import FOLDER  # puts the makers of the samples on the path

from make_samples import make_leads  # isort: skip

DEALS = "deal_id,stage,created_at\n1,New,2024-01-02\n2,New,2024-01-03\n"

FILES = {
    "hubspot": "Record ID,Create Date,Date of first engagement,Associated Deal IDs,Lead Status,"
    "Unqualified Reason,Original Traffic Source,Contact owner\n"
    "7,2024-01-01 08:00,2024-01-01 08:04,1;2,Open deal,,Web,Ola\n"
    "8,2024-01-01 09:00,2024-01-01 10:00,,Unqualified,No budget,Web,Ola\n"
    "9,2024-01-01 10:00,,,New,,Fair,Rana\n",
    "salesforce": "Lead ID,Create Date,First Response,Converted Date,Opportunity ID,Converted,Lead Status,"
    "Unqualified Reason,Lead Source,Lead Owner\n"
    "7,2024-01-01 08:00,2024-01-01 08:04,2024-01-02,1,1,Closed - Converted,,Web,Ola\n"
    "8,2024-01-01 09:00,2024-01-01 10:00,,,0,Closed - Not Converted,No budget,Web,Ola\n"
    "9,2024-01-01 10:00,,,,0,Open - Not Contacted,,Fair,Rana\n",
    "zoho": "Record Id,Created Time,First Contacted Time,Converted Date Time,Converted Deal.id,Is Converted,"
    "Lead Status,Reason,Lead Source,Lead Owner,Lead Owner.id\n"
    "7,2024-01-01 08:00:00,2024-01-01 08:04:00,2024-01-02 09:00:00,1,true,Contacted,,Web,Ola,5\n"
    "8,2024-01-01 09:00:00,2024-01-01 10:00:00,,,false,Junk Lead,No budget,Web,Ola,5\n"
    "9,2024-01-01 10:00:00,,,,false,Not Contacted,,Fair,Rana,6\n",
    "leads": "lead_id,created_at,first_contact_at,deal_id,status,reason,source,owner\n"
    "7,2024-01-01 08:00,2024-01-01 08:04,1,converted,,Web,Ola\n"
    "8,2024-01-01 09:00,2024-01-01 10:00,,disqualified,No budget,Web,Ola\n"
    "9,2024-01-01 10:00,,,open,,Fair,Rana\n",
}


@pytest.fixture
def loaded(tmp_path):
    def load(leads):
        (tmp_path / "deals.csv").write_text(DEALS)
        (tmp_path / "leads.csv").write_text(leads)
        return ck.load(tmp_path / "deals.csv", leads=tmp_path / "leads.csv", stages=["New"])

    return load


@pytest.mark.parametrize("crm", FILES)
def test_every_layout_tells_the_same_leads(crm, loaded):
    headers = FILES[crm].split("\n")[0].split(",")
    found = recognise(pd.DataFrame(columns=headers, dtype=str), file="leads.csv").dialect
    assert (found.crm, found.table) == (crm, "leads")
    leads = loaded(FILES[crm]).leads
    assert leads["lead_id"].tolist() == ["7", "8", "9"]
    assert leads["outcome"].tolist() == ["converted", "disqualified", "open"]
    assert leads["deal_id"].fillna("").tolist() == ["1", "", ""]
    assert leads["reason"].fillna("").tolist() == ["", "No budget", ""]
    assert leads["source"].tolist() == ["Web", "Web", "Fair"]
    assert leads["owner"].tolist() == ["Ola", "Ola", "Rana"]
    minutes = (leads["first_contact_at"] - leads["created_at"]) / pd.Timedelta(minutes=1)
    assert minutes.tolist()[:2] == [4, 60] and pd.isna(minutes[2])


@pytest.mark.parametrize("crm", FILES)
def test_any_column_may_be_empty(crm, loaded):
    rows = [line.split(",") for line in FILES[crm].splitlines()]
    full = loaded(FILES[crm]).leads
    for at, header in enumerate(rows[0]):
        if header.casefold() in ("create date", "created time", "created_at"):
            continue  # without any date of creation it is no table of leads
        blank = [rows[0], *([*row[:at], "", *row[at + 1 :]] for row in rows[1:])]
        leads = loaded("\n".join(map(",".join, blank)) + "\n").leads
        assert len(leads) == 3 and leads.dtypes.to_dict() == full.dtypes.to_dict(), header
        assert leads["outcome"].notna().all()


#: words of a status that say that a lead is open
OPEN = (
    "Open", "New", "Working", "In progress", "Contacted", "Open - Not Contacted", "Nurturing", "Nowy", "W kontakcie",
    "Нова", "Контактуван", "جدید", "در تماس", "جديد", "تم التواصل",
)  # fmt: skip


@pytest.mark.parametrize("status", OPEN)
def test_an_open_lead_is_open_whatever_reason_is_left_beside_it(status, loaded):
    pipe = loaded(
        "lead_id,created_at,deal_id,status,reason\n"
        f"7,2024-01-01,,{status},Asked for budget\n8,2024-01-01,,{status},\n9,2024-01-01,1,{status},Budget\n"
        "10,2024-01-01,,Disqualified,Budget\n"
    )
    assert pipe.leads["outcome"].tolist() == ["open", "open", "converted", "disqualified"]
    notes = pipe.notes[pipe.notes["note"].str.contains("reason")]
    assert notes[["note", "effect"]].to_numpy().tolist() == [[
        '1 lead is open and has a reason in "reason".',
        "Their status counts: they are open, in no count of reasons.",
    ]]  # fmt: skip
    table = ck.loss_reasons(pipe, of="leads")
    assert table["deals"].sum() == 1


@pytest.mark.parametrize("status", ["", "Xyz"])
def test_a_reason_tells_where_the_status_says_nothing(status, loaded):
    leads = loaded(
        f"lead_id,created_at,status,reason\n7,2024-01-01,{status},Budget\n8,2024-01-01,{status},\n"
    ).leads
    assert leads["outcome"].tolist() == ["disqualified", "open"]


def test_odoo_leads_that_were_not_turned_into_opportunities(loaded):
    leads = loaded(
        "ID,Type,Created on,Conversion Date,Lost Reason,Source,Salesperson\n"
        "7,Opportunity,2024-01-01 08:00:00,2024-01-02 08:00:00,,Web,Ola\n"
        "8,Lead,2024-01-01 08:00:00,,Too expensive,Web,Ola\n"
        "9,Lead,2024-01-01 08:00:00,,,Fair,Rana\n"
    ).leads
    assert leads["outcome"].tolist() == ["converted", "disqualified", "open"]


@pytest.mark.parametrize(
    ("headers", "status", "outcome"),
    [
        ("شناسه سرنخ,تاریخ ایجاد,وضعیت", "رد صلاحیت", "disqualified"),
        ("رقم العميل المحتمل,تاريخ الإنشاء,الحالة", "تم التحويل", "converted"),
        ("Numer leada,Data utworzenia,Status", "Odrzucony", "disqualified"),
        ("Номер на лийд,Дата на създаване,Статус", "Конвертиран", "converted"),
    ],
)
def test_plain_tables_in_other_languages(headers, status, outcome, loaded):
    leads = loaded(f"{headers}\n7,2024-01-01,{status}\n8,2024-01-01,…\n").leads
    assert leads["outcome"].tolist() == [outcome, "open"]


def test_the_sample_of_leads_comes_out_again(tmp_path):
    made = make_leads(tmp_path)
    assert made.read_bytes() == (FOLDER / made.name).read_bytes()


def test_the_sample_tells_of_its_deals():
    pipe = ck.load(FOLDER / "hubspot_deals.csv", leads=FOLDER / "hubspot_contacts.csv")
    leads = pipe.leads.merge(pipe.deals, on="deal_id", how="left", suffixes=("", "_deal"))
    converted = leads[leads["outcome"] == "converted"]
    assert len(leads) == 3205 and leads["lead_id"].is_unique
    assert leads["outcome"].value_counts().to_dict() == {
        "converted": 1305, "disqualified": 1116, "open": 784,
    }  # fmt: skip
    assert converted["name"].notna().all() and converted["deal_id"].is_unique
    assert (converted["owner"] == converted["owner_deal"]).all()
    assert (converted["converted_at"] == converted["created_at_deal"]).all()
    assert (converted["first_contact_at"] <= converted["created_at_deal"]).all()
    speed = ck.speed_to_lead(pipe).loc[0]
    assert speed["leads"] == 3205 and speed["answered"] < 3205 and speed["negative"] == 0
    # a plain median forgets those never answered
    gaps = (leads["first_contact_at"] - leads["created_at"]) / pd.Timedelta(hours=1)
    assert gaps.median() < speed["median_hours"]
    assert speed["share_5_min"] == pytest.approx((gaps <= 5 / 60).mean(), abs=0.01)
    table = ck.speed_to_lead_conversion(pipe).set_index("answered_within")
    assert table.loc["5 minutes", "conversion"] > table.loc["7 days", "conversion"]


# ---- Salesforce: 15 letters in reports, 18 in the API


def test_the_last_three_letters_say_where_the_capitals_are():
    assert short("001A0000006Vm9uIAC") == "001A0000006Vm9u"  # as in Salesforce's own examples
    assert short("001A0000006Vm9uIAB") == "001A0000006Vm9uIAB"  # these letters belong to another id
    assert short("ACME-ACME-ACMEIAC ") == "ACME-ACME-ACMEIAC "


#: two deals whose ids differ in a capital only
SMALL, CAPITAL = "0065g00000abcde", "0065g00000abcdE"
LONG = {SMALL: "0065g00000abcdeAAA", CAPITAL: "0065g00000abcdEAAQ"}


@pytest.mark.parametrize("deals_long", [False, True])
def test_leads_and_history_find_their_deals_in_either_form(tmp_path, deals_long):
    mine = LONG if deals_long else {SMALL: SMALL, CAPITAL: CAPITAL}
    other = {SMALL: SMALL, CAPITAL: CAPITAL} if deals_long else LONG
    (tmp_path / "deals.csv").write_text(
        "deal_id,stage,created_at\n"
        f"{mine[SMALL]},New,2024-01-02\n{mine[CAPITAL]},Offer,2024-01-03\n"
    )
    (tmp_path / "log.csv").write_text(
        "deal_id,stage,entered_at\n"
        f"{other[SMALL]},New,2024-01-02\n{other[CAPITAL]},New,2024-01-03\n"
        f"{other[CAPITAL]},Offer,2024-01-05\n"
    )
    (tmp_path / "leads.csv").write_text(
        "lead_id,created_at,first_contact_at,deal_id,status\n"
        f"7,2024-01-01 08:00,2024-01-01 08:04,{other[CAPITAL]},converted\n"
        f"8,2024-01-01 08:00,2024-01-01 08:04,{other[SMALL]},converted\n"
        "9,2024-01-01 08:00,,0065g00000abcdfAAA,converted\n"
    )
    pipe = ck.load(
        tmp_path / "deals.csv",
        history=tmp_path / "log.csv",
        leads=tmp_path / "leads.csv",
        stages=["New", "Offer"],
    )
    assert pipe.leads["deal_id"].tolist() == [mine[CAPITAL], mine[SMALL], "0065g00000abcdfAAA"]
    assert pipe.visits.groupby("deal_id")["stage"].agg(list).to_dict() == {
        mine[SMALL]: ["New"],
        mine[CAPITAL]: ["New", "Offer"],
    }
