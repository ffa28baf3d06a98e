"""Pure: a board's register as a table for a spreadsheet, and as XML for another register or an archive.

Both hold what the register's own page shows: number, day, direction, neutral title. The XML follows CITS ERMS 3.0.1,
which the National Archives points out as FGS Ärendehantering 2.0 (docs/operating.md says what of it has been checked).
"""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree import ElementTree

BOM = b"\xef\xbb\xbf"
NAMESPACE = "https://DILCIS.eu/XML/ERMS"
# What a spreadsheet would take for a formula, or cut a cell at.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the register: its number as it is said, day, whether it came in, neutral title."""

    number: str
    day: date
    is_in: bool
    title: str


@dataclass(frozen=True, slots=True)
class Register:
    """What is taken out: whose register, for which days, its rows, and the numbers that stand for nothing."""

    town: str
    board: str
    first: date
    last: date
    rows: Sequence[Row]
    gaps: Sequence[tuple[str, date, str]] = ()


def as_csv(register: Register, heading: Iterable[str], directions: tuple[str, str]) -> bytes:
    """Return a table: UTF-8 with its mark, semicolons between the cells, no cell that would be calculated."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(heading)
    for row in register.rows:
        said = (row.number, row.day.isoformat(), directions[0] if row.is_in else directions[1], row.title)
        writer.writerow(map(harmless, said))
    for numbers, day, why in register.gaps:
        writer.writerow(map(harmless, (numbers, day.isoformat(), "", why)))
    return BOM + made.getvalue().encode()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_xml(register: Register, made_at: datetime) -> bytes:
    """Return the rows as `erms/records`. An empty register gives an empty list of records, which the schema refuses."""
    root = ElementTree.Element("erms", {"xmlns": NAMESPACE})
    _control(root, register, made_at)
    records = ElementTree.SubElement(root, "records")
    for row in register.rows:
        _record(records, register, row)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _control(root: ElementTree.Element, register: Register, made_at: datetime) -> None:
    control = ElementTree.SubElement(root, "control")
    told = f"{register.town}, {register.board}, {register.first.isoformat()}–{register.last.isoformat()}"
    _text(control, "identification", told, identificationType="register")
    kept = ElementTree.SubElement(control, "maintenanceInformation")
    ElementTree.SubElement(kept, "maintenanceStatus", {"value": "new"})
    _text(ElementTree.SubElement(kept, "maintenanceAgency"), "agencyName", f"{register.town}, {register.board}")
    event = ElementTree.SubElement(ElementTree.SubElement(kept, "maintenanceHistory"), "maintenanceEvent")
    ElementTree.SubElement(event, "eventType", {"value": "created"})
    _text(event, "eventDateTime", made_at.isoformat(timespec="seconds"))
    _text(ElementTree.SubElement(event, "agent", {"agentType": "deliverer"}), "name", register.board)


def _record(records: ElementTree.Element, register: Register, row: Row) -> None:
    """The day only, as on the register's page: the hour is nobody else's. The identity follows from the number."""
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{register.town}|{register.board}|{row.number}")
    record = ElementTree.SubElement(records, "record", {"systemIdentifier": str(identity)})
    _text(record, "objectId", row.number)
    _text(record, "title", row.title)
    dates = ElementTree.SubElement(record, "dates")
    _text(dates, "date", f"{row.day.isoformat()}T00:00:00", dateType="received" if row.is_in else "sent")


def _text(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, name, attributes).text = text
