"""Rows of one table as they are read, with what was wrong with them."""

from collections.abc import Iterable, Sequence

from heard.returns.ssda903.build import BUILDERS, Cells
from heard.returns.ssda903.dates import why_unreadable
from heard.returns.ssda903.layouts import NEWEST
from heard.returns.ssda903.problems import Level, Problem, ReturnRefused
from heard.returns.ssda903.rows import OtherRow, Row

_TYPED = frozenset({"header", "episodes", "reviews", "uasc", "placed_for_adoption"})
_CHILD, _UNREADABLE = 2, -1

MOST_ROWS = 5_000_000
MOST_ROWS_WITHOUT_CHILD = 10_000

# The checks 102, 141, 147, 166 and 171 speak of these dates; the others have no published check.
_CHECKED_DATES = frozenset({("header", "DOB"), ("header", "MC_DOB"), ("episodes", "DECOM"), ("episodes", "DEC")}) | {
    ("reviews", "REVIEW")
}


class Table:
    """One table of the return while it is being read."""

    def __init__(self, kind: str, file: str) -> None:
        self.kind, self.file = kind, file
        self.columns = NEWEST[kind]
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.read = 0
        self.cells = Cells()
        self.build = BUILDERS[kind](file, self.cells)
        self._without_child = 0

    def add_all(self, rows: Iterable[Sequence[str]]) -> None:
        """Take many rows, their values in the order of the table's columns."""
        build, keep, formulas = self.build, self.rows.append, self.cells.codes.formulas
        plain = self.kind not in _TYPED
        for values in rows:
            row = build(self.read, values)
            if row[_CHILD] and not formulas and (plain or not row[_UNREADABLE]):
                keep(row)
                self.read += 1
            else:
                self._take(row, values)

    def add(self, values: Sequence[str]) -> Row | None:
        """Take the next row, its values in the order of the table's columns; None when it names no child."""
        return self._take(self.build(self.read, values), values)

    def _take(self, row: Row, values: Sequence[str]) -> Row | None:
        self.read += 1
        if row.row >= MOST_ROWS:
            raise ReturnRefused(f"{self.file} has more than {MOST_ROWS:,} rows, which no return has.")
        if not row.child:
            self._no_child(row.row)
            return None
        self.rows.append(row)
        if self.cells.codes.formulas:
            self._note_formulas(row, values)
        if not isinstance(row, OtherRow) and row.unreadable:
            self._note_dates(row)
        return row

    def note(
        self, row: int | None, code: str, message: str, *, child: str = "", field: str = "", came_as: str = ""
    ) -> None:
        """Keep a warning about a row, or about the file when `row` is None."""
        self._problem(row, code, message, "warning", child=child, field=field, came_as=came_as)

    def _problem(
        self, row: int | None, code: str, message: str, level: Level, *, child: str, field: str, came_as: str
    ) -> None:
        self.problems.append(
            Problem(
                file=self.file,
                kind=self.kind,
                row=row,
                child=child,
                field=field,
                code=code,
                level=level,
                message=message,
                came_as=came_as,
            )
        )

    def _no_child(self, number: int) -> None:
        self._without_child += 1
        if self._without_child > MOST_ROWS_WITHOUT_CHILD:
            raise ReturnRefused(
                f"{self.file} has more than {MOST_ROWS_WITHOUT_CHILD:,} rows without a child. "
                "Check that it is the right file and export it again."
            )
        message = "The row names no child. Fill in CHILD."
        self._problem(number, "H-NO-CHILD", message, "refused", child="", field="CHILD", came_as="")

    def _note_formulas(self, row: Row, values: Sequence[str]) -> None:
        formulas = self.cells.codes.formulas
        for column, value in zip(self.columns, values, strict=True):
            if value in formulas:
                message = "The cell holds a formula. It was kept as text and not worked out. Put the value there."
                self.note(row.row, "H-FORMULA", message, child=row.child, field=column, came_as=value)

    def _note_dates(self, row: Row) -> None:
        if isinstance(row, OtherRow):
            return
        for column, text in row.unreadable:
            if (self.kind, column) not in _CHECKED_DATES:
                self.note(row.row, "H-DATE", why_unreadable(text), child=row.child, field=column, came_as=text)
