"""Whatever a file holds: a Pipeline that accounts for every row, or one clear error; no cell in either."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cycle_kit.dialects import known
from tests.fuzz.checks import check_bytes, check_export
from tests.fuzz.tables import exports

quick = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
PIECES = [
    b"Deal ID",
    b"Stage",
    b"Owner",
    b"Created Date",
    b"Amount",
    b"Won",
    b"Lost",
    b"2024-01-05",
    b"1,000",
]
PIECES += [
    b",",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\n",
    b'"',
    b"\r\n",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"PK\x03\x04",
]
PIECES += [
    b"<table><tr><td>",
    b"Total",
    b"\x1f\x8b",
    b"sep=;\n",
    b"\xd8\xb4",
    b"Deal ID,Stage,Entered at\n",
]
likely = st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join)


@quick
@given(st.binary(max_size=300) | likely)
def test_any_bytes(data):
    check_bytes(data)


@pytest.mark.timeout(400)  # hundreds of loads, two minutes of one core
@quick
@given(
    exports(),
    st.sampled_from(
        [{}, {}, {"dates": "dmy"}, {"stages": ["New", "Offer"]}, {"zone": "Asia/Tehran"}]
    ),
)
def test_exports_of_every_dialect(export, arguments):
    check_export(export, **arguments)


@pytest.mark.parametrize("crm", sorted({dialect.crm for dialect in known()}))
def test_some_tables_of_each_system_are_loaded(crm):
    """Else the property above would say little."""
    loaded = []

    @settings(max_examples=8, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from([d for d in known() if d.crm == crm]).flatmap(exports))
    def load(export):
        loaded.append(check_export(export, dates="dmy"))

    load()
    assert any(loaded)
