"""24-bit addresses out of tables, where spreadsheets and pandas love to make numbers of them."""

import pandas as pd

from skygap.errors import InputError
from skygap.readers.making.values import ICAO24, texts
from skygap.readers.reading import RawFile


def addresses(raw: RawFile, given: pd.Series, *, column: str) -> pd.Series:
    """Check that addresses are still text; empty where none is stated.

    What a spreadsheet did to one it did to others: a single mangled one refuses the file.
    """
    craft = texts(given).str.lower()
    mangled = (craft != "") & ~craft.str.fullmatch(ICAO24.pattern)
    if mangled.any() or pd.api.types.is_numeric_dtype(given):
        row = int(mangled.idxmax()) if len(mangled) else None
        value = craft[row] if row is not None else "a number"
        fault = f"{value!r} is no 24-bit address of six hex characters"
        advice = f"A spreadsheet turns addresses into numbers: export again with {column} as text"
        raise InputError(raw.name, fault, advice, row, column)
    return craft
