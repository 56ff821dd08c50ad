"""The columns of Kohesio's tables under all the names that they have had.

There are three layouts: the one that member states upload (33 columns), an older public one (33), and the newer ones of
2014-2020 (40) and 2021-2027 (44), whose exact columns are not all known. So columns are bound by name, whatever their
case, and one that is neither here nor among the ignored is drift.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.errors import SourceChanged
from ingest.readers import csv_reader
from ingest.row import Row

ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("Operation_Unique_Identifier", "Operation_ID"),
    "local_id": ("Operation_Local_Identifier", "Operation_Local_ID"),
    "name_en": ("Operation_Name_English",),
    "name": ("Operation_Name_Programme_Language",),
    "summary_en": ("Operation_Summary_English",),
    "summary": ("Operation_Summary_Programme_Language",),
    "country": ("Country", "Country_Name", "Country_Label"),
    "start": ("Operation_Start_Date",),
    "end": ("Operation_End_Date",),
    "expected_end": ("Operation_Expected_End_Date",),
    "rate": ("Cofinancing_Rate", "Co_Financing_Rate", "EU_Cofinancing_Rate"),
    "total": ("Total_Eligible_Expenditure_amount", "Total_Eligible_Expenditure", "Total_Budget"),
    "currency": ("Total_Eligible_Expenditure_Currency",),
    "eu_budget": ("Project_EU_Budget", "EU_Budget"),
    "beneficiary_id": ("Beneficiary_Unique_Identifier",),
    "beneficiary_local_id": ("Beneficiary_Local_Identifier",),
    "beneficiary": ("Beneficiary_Name", "Beneficiary_Label"),
    "point": ("Location_Indicator_latitude_longitude", "Coordinates", "Location_Coordinates"),
    "nuts": ("NUTS3_Code", "Location_Indicator_NUTS_code", "NUTS_Code"),
    "category": ("Category_Label", "Category_Of_Intervention_Label", "Intervention_Field_Label"),
    "theme": ("Thematic_Objective_Label", "Program_Thematic_Objective_Name"),
    "objective": ("Policy_Objective_Label",),
    "specific": ("Specific_Objective_Label", "Program_Specific_Objective_Name"),
    "fund": ("Fund_Code",),
    "programme_code": ("Programme_Code",),
    "programme": ("Programme_Name", "Programme_Label"),
    "period": ("Programming_Period",),
    "authority": ("ManagingAuthority", "Managing_Authority_Name", "Managing_Authority_Label"),
}
IGNORED = (
    "CountryID Country_Code Postal_Code Location_Indicator_Postcode Region Fund_Name Image_URL InfoRegio_ID "
    "InfoRegio_URL Category_Of_Intervention Intervention_Field Thematic_Objective_ID Program_Thematic_Objective_Code "
    "Policy_Objective_ID Specific_Objective_ID Specific_Objective_Code Program_Specific_Objective_Code "
    "Program_Priority_Axis_Code Program_Priority_Axis_Name NUTS1_Code NUTS1_Label NUTS2_Code NUTS2_Label NUTS3_Label "
    "LAU_Code LAU_Codes LAU_Label LAU_Labels Date_Of_Last_Update Social_Media_Links "
    "Total_Eligible_Expenditure_Exchange_Rate"
).split()
"""Columns left unread: codes beside their labels, regions wider than NUTS 3, pictures, and pages of others."""

REQUIRED = (("id", "local_id"), ("name", "name_en"), ("beneficiary", "beneficiary_id", "beneficiary_local_id"))
"""Of each of these one column at least must be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column of a table each field is in, and the columns that are left unread."""

    of: Mapping[str, str]
    ignored: tuple[str, ...]

    def heading(self, field: str) -> str:
        """Return the column of `field`; the usual one where the table has none."""
        return self.of.get(field, ALIASES[field][0])


def columns(source: str, table: str, header: Sequence[str]) -> Columns:
    """Return what the columns of a table with this header hold.

    Raises
    ------
    SourceChanged
        If the table cannot be read for lack of a column.
    """
    names = {_plain(name): name for name in header}
    fields = {field: _first(names, aliases) for field, aliases in ALIASES.items()}
    found = {field: name for field, name in fields.items() if name is not None}
    missing = [ALIASES[group[0]][0] for group in REQUIRED if not found.keys() & set(group)]
    if missing:
        raise SourceChanged(
            source, f"{table}, line 1", f"missing columns: {', '.join(missing)}; there are: {', '.join(header)}"
        )
    return Columns(of=found, ignored=tuple(names[_plain(one)] for one in IGNORED if _plain(one) in names))


def header_of(line: bytes) -> tuple[str, list[str]]:
    """Return the delimiter and the names of the columns in the first line of a table.

    >>> header_of(b"Country,Region")
    (',', ['Country', 'Region'])
    """
    text = line.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").strip("\r\n")
    delimiter = max(",;\t", key=text.count)
    return delimiter, next(csv_reader([text], delimiter=delimiter), [])


class Cells:
    """A row of a table whose fields are asked for by what they hold, not by the name of their column."""

    def __init__(self, row: Row, at: Columns) -> None:
        self.row, self._at = row, at
        row.ignore(*at.ignored)

    def optional(self, field: str) -> str | None:
        """Return a field, or None where it is empty."""
        return self.row.take_optional(self._at.heading(field))

    def several(self, field: str) -> tuple[str, ...]:
        """Return the values of a field, which stand with `|` between them."""
        return self.row.take_list(self._at.heading(field), separator="|")

    def heading(self, field: str) -> str:
        """Return the name of the column of a field."""
        return self._at.heading(field)


def _first(names: Mapping[str, str], aliases: Sequence[str]) -> str | None:
    return next((names[_plain(alias)] for alias in aliases if _plain(alias) in names), None)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())
