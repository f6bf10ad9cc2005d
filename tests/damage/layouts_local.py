"""The samples in `local/`, and which column of each has which role.

The roles are written down once more, on purpose: what a damage does and what must come of it may not hang on
the code that is tried. Names of roles are those of `load(columns=...)`.
"""

from __future__ import annotations

from tests.damage.sample import Sample, Source, one, placed, roles

ESPO = placed(
    "name account stage last_stage amount currency - probability source close_date owner created_at deal_id"
)
ODOO = placed(
    "deal_id name stage - - - owner team account amount probability created_at - expected_close closed_at"
    " lost_reason source"
)


def local() -> list[Sample]:
    """The samples whose stages have the words of the system and the language."""
    found = [
        one(
            f"odoo in {language}",
            Source(f"local/odoo_{language}.csv", "deals", ODOO, quote_all=True),
            language=language,
        )
        for language in ("en", "pl", "bg", "fa", "ar", "de", "fr", "es")
    ]
    found += [
        one(
            f"espocrm in {language}",
            Source(f"local/espocrm_{language}.xlsx", "deals", ESPO, header=2 * (language == "en")),
            language=language,
            closed_words=True,
        )
        for language in ("en", "pl", "bg", "fa", "ar", "de", "fr", "es")
    ]
    return [
        *found,
        one(
            "odoo, technical",
            Source("local/odoo_technical.csv", "deals", ODOO, quote_all=True),
            grouped=True,
        ),
        one(
            "odoo, grouped",
            Source(
                "local/odoo_grouped.xlsx",
                "deals",
                {**ODOO, "deal_id": 1, "name": 0},
            ),
            grouped=True,
        ),
        one(
            "espocrm",
            Source("local/espocrm.csv", "deals", ESPO, separator=";"),
            closed_words=True,
        ),
        one(
            "suitecrm in en",
            Source(
                "local/suitecrm_en.csv",
                "deals",
                roles(
                    "name: Opportunity Name | deal_id: ID | amount: Opportunity Amount |"
                    " close_date: Expected Close Date | stage: Sales Stage | account: Account Name |"
                    " source: Lead Source | owner: Assigned User Name | created_at: Date Created |"
                    " probability: Probability (%)"
                ),
                quote_all=True,
                line_end="\r\n",
            ),
            dates="mdy",
            closed_words=True,
        ),
        one(
            "suitecrm in pl",
            Source(
                "local/suitecrm_pl.csv",
                "deals",
                placed(
                    "name deal_id amount close_date stage probability account source owner created_at"
                ),
                separator=";",
                quote_all=True,
                mark=True,
                line_end="\r\n",
            ),
            dates="dmy",
            language="pl",
            closed_words=True,
        ),
        *(
            one(
                f"kommo in {name.title()}",
                Source(
                    f"local/kommo_{name}.csv",
                    "deals",
                    placed(
                        "deal_id name account - - owner stage pipeline amount created_at - - - - - closed_at"
                    ),
                    quote_all=True,
                ),
                dates="dmy",
                language=language,
                closed_words=True,
            )
            for name, language in (("english", "en"), ("portuguese", "pt"))
        ),
        one(
            "kommo",
            Source(
                "local/kommo_deals.csv",
                "deals",
                placed("name account - - owner stage amount created_at - - - - - closed_at"),
                quote_all=True,
            ),
            dates="dmy",
            language="ru",
            closed_words=True,
        ),
        one(
            "hubspot, interface",
            Source(
                "local/hubspot_api.csv",
                "deals",
                placed(
                    "deal_id - name pipeline stage amount currency created_at close_date owner - - -"
                ),
            ),
            closed_words=True,
        ),
        one(
            "bitrix24, interface",
            Source(
                "local/bitrix24_rest.csv",
                "deals",
                placed(
                    "deal_id name - stage status pipeline amount currency owner created_at - closed_at -"
                ),
            ),
            language="ru",
            closed_words=True,
        ),
        one(
            "bitrix24 in English",
            Source(
                "local/bitrix24_english.csv",
                "deals",
                placed(
                    "deal_id pipeline stage owner name - source amount currency account - created_at - -"
                    " expected_close"
                ),
                separator=",",
            ),
            dates="dmy",
            closed_words=True,
        ),
        one(
            "bitrix24",
            Source(
                "local/bitrix24_deals.csv",
                "deals",
                placed(
                    "deal_id name stage amount currency owner - - - expected_close created_at - account source"
                ),
                separator=";",
                mark=True,
            ),
            dates="dmy",
            language="ru",
            closed_words=True,
        ),
        Sample(
            "bitrix24, reports",
            (
                Source(
                    "local/bitrix24_bi_deals.csv",
                    "deals",
                    roles(
                        "deal_id: ID | created_at: DATE_CREATE | owner: ASSIGNED_BY_NAME |"
                        " account: COMPANY_NAME | name: TITLE | pipeline: CATEGORY | stage: STAGE |"
                        " status: STAGE_SEMANTIC_ID"
                    ),
                ),
                Source(
                    "local/bitrix24_bi_history.csv",
                    "history",
                    roles("deal_id: OWNER_ID | entered_at: CREATED_TIME | stage: STAGE_ID"),
                ),
            ),
            language="ru",
            closed_words=True,
        ),
        one(
            "bitrix24, history alone",
            Source(
                "local/bitrix24_bi_history.csv",
                "history",
                roles("deal_id: OWNER_ID | entered_at: CREATED_TIME | stage: STAGE_ID"),
            ),
            language="ru",
            closed_words=True,
        ),
        one(
            "didar",
            Source(
                "local/didar_deals.xlsx",
                "deals",
                placed(
                    "deal_id name status stage amount owner - created_at closed_at expected_close lost_reason"
                    " source account - - - -"
                ),
            ),
            dates="",
            language="fa",
        ),
    ]
