"""The six charts as a Streamlit page; run by first_chart.py."""

import six_charts
import streamlit as st

st.set_page_config(layout="wide")
deals = st.cache_data(six_charts.deals)()
region = st.selectbox("region", six_charts.REGIONS)
columns = st.columns(3)
for place, figure in enumerate(six_charts.six(deals, region)):
    columns[place % 3].plotly_chart(figure, key=f"chart-{place}", theme=None)
