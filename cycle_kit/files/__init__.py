"""Bytes to raw tables of text: nothing is interpreted here, and no record is lost uncounted.

source -> sources (paths, folders, archives) -> kinds (what is it really?)
       -> delimited | workbook | markup (each gives grids of text)
       -> header, furniture, table (where the table is, what around it is no data)
"""

from cycle_kit.files.reading import read
from cycle_kit.files.table import RawTable

__all__ = ["RawTable", "read"]
