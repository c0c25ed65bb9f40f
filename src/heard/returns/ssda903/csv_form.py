"""The CSV form of the return: one file for each table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from heard.returns.ssda903.layouts import Recognised, recognise
from heard.returns.ssda903.problems import ReturnRefused
from heard.returns.ssda903.sources import Budget, Source
from heard.returns.ssda903.table import Table
from heard.returns.ssda903.text import TextFile, cells_of, ways_of_reading

MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvRead:
    """A CSV file that was read as a table of the return."""

    table: Table
    recognised: Recognised
    encoding: str
    sha256: str


def read_csv(source: Source, budget: Budget) -> CsvRead | None:
    """Read a file into a table; None when its columns are of no table of the return. Raises ReturnRefused."""
    for file in ways_of_reading(source, budget):
        try:
            return _read(file)
        except UnicodeDecodeError:
            continue
    return None


def _read(file: TextFile) -> CsvRead | None:
    rows = cells_of(file)
    heading = next(rows, [])
    if not any(cell.strip() for cell in heading):
        raise ReturnRefused(f"{file.name} has no first row with the names of its columns. Export it again.")
    _refuse_too_wide(file.name, len(heading))
    recognised = recognise(file.name, heading)
    if recognised is None:
        return None
    table = Table(recognised.kind, file.name)
    _fill(table, rows, recognised, width=len(heading))
    _drain(file)
    return CsvRead(table=table, recognised=recognised, encoding=file.encoding, sha256=file.sha256)


def _fill(table: Table, rows: Iterator[list[str]], recognised: Recognised, *, width: int) -> None:
    in_place = recognised.positions == tuple(range(width))
    pick = itemgetter(*recognised.positions)

    def even() -> Iterator[Sequence[str]]:
        """Give the rows that are as wide as the first; take the others aside at once, so that row numbers hold."""
        for cells in rows:
            if len(cells) == width:
                yield cells if in_place else pick(cells)
            else:
                _add_ragged(table, cells, recognised.positions, width)

    table.add_all(even())


def _add_ragged(table: Table, cells: list[str], positions: Sequence[int], width: int) -> None:
    """Take a row with too few or too many cells: what lacks is blank, what is too much is left out and named."""
    _refuse_too_wide(table.file, len(cells))
    came = len(cells)
    beyond = [cell for cell in cells[width:] if cell.strip()]
    padded = cells + [""] * (width - came)
    row = table.add([padded[position] for position in positions])
    if row is not None and (came < width or beyond):
        message = f"The row has {came} values where the first row of the file has {width}. Check that none is shifted."
        table.note(row.row, "H-CELLS", message, child=row.child, came_as=",".join(beyond))


def _refuse_too_wide(name: str, count: int) -> None:
    if count > MOST_COLUMNS:
        raise ReturnRefused(
            f"{name} has a row with {count:,} values, which no return has. Check that it is the right file."
        )


def _drain(file: TextFile) -> None:
    """Read to the very end, so that the fingerprint is of the whole file."""
    for _ in file.lines:
        pass
