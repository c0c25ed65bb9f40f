"""Lists as files: CSV and XLSX of the same heads and rows. No cell can run as a formula."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

from django.http import HttpResponse
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from heard.returns.cells import safe_cell

Cell = str | int | Decimal | date | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = ("csv", "xlsx")
WIDTH = 22


def answer(form: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """This will answer with the list as a file called `name`; `form` is csv or xlsx."""
    content = as_xlsx(heads, rows) if form == "xlsx" else as_csv(heads, rows)
    response = HttpResponse(content, content_type=XLSX if form == "xlsx" else "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "no-store"
    return response


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """This will write CSV with the mark by which spreadsheets know UTF-8. Dates stand as 2026-11-30."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """This will write a workbook of one sheet, with dates as dates and text as text."""
    content = BytesIO()
    book = Workbook(content, {"in_memory": True, "default_date_format": "d mmm yyyy"})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell)
    sheet.set_column(0, max(len(heads) - 1, 0), WIDTH)
    sheet.freeze_panes(1, 0)
    book.close()
    return content.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else safe_cell(str(cell))


def _write(sheet, row: int, column: int, cell: Cell) -> None:  # type: ignore[no-untyped-def]
    if cell is None:
        return
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell)
    elif isinstance(cell, int | Decimal):
        sheet.write_number(row, column, float(cell))
    else:
        sheet.write_string(row, column, safe_cell(cell))
