"""Cells into typed rows: one builder for each table, the same for CSV and XML."""

from collections.abc import Callable, Mapping, Sequence
from sys import intern
from types import MappingProxyType

from heard.returns.cells import is_formula
from heard.returns.ssda903.dates import DateReader
from heard.returns.ssda903.layouts import NEWEST
from heard.returns.ssda903.rows import (
    EpisodeRow,
    HeaderRow,
    OtherRow,
    PlacedForAdoptionRow,
    ReviewRow,
    Row,
    UascRow,
    Unreadable,
)

# What EpisodeRow(...) does in the end; made directly, a million rows take half the time.
_make = tuple.__new__

_SEX = MappingProxyType({"1": "M", "2": "F"})
_FLAG = MappingProxyType({"1.0": "1", "0.0": "0"})


class Codes(dict[str, str]):
    """Codes by their text: trimmed, upper-cased, each kept once; formulas among them are remembered."""

    def __init__(self) -> None:
        super().__init__()
        self.formulas: set[str] = set()

    def __missing__(self, text: str) -> str:
        if is_formula(text):
            self.formulas.add(text)
        found = self[text] = intern(text.strip().upper())
        return found


class Identifiers(dict[str, str]):
    """Identifiers by their text: trimmed, else untouched, each kept once."""

    def __missing__(self, text: str) -> str:
        found = self[text] = text.strip()
        return found


class Cells:
    """What the cells of one file were read as, each distinct text once."""

    __slots__ = ("children", "codes", "dates")

    def __init__(self) -> None:
        self.dates = DateReader()
        self.codes = Codes()
        self.children = Identifiers()

    def unreadable(self, *given: tuple[str, str]) -> Unreadable:
        """Return those of these (column, text) dates that hold something but no date."""
        return tuple((column, text.strip()) for column, text in given if text.strip() and self.dates[text] is None)


Build = Callable[[int, Sequence[str]], Row]


def _header(file: str, cells: Cells) -> Build:
    codes, dates, children = cells.codes, cells.dates, cells.children

    def build(row: int, values: Sequence[str]) -> HeaderRow:
        child, sex, dob, ethnic, upn, mother, mc_dob = values
        given, flag, born = codes[sex], codes[mother], dates[dob]
        return HeaderRow(
            file,
            row,
            children[child],
            _SEX.get(given, given),
            given,
            born,
            codes[ethnic],
            codes[upn],
            _FLAG.get(flag, flag),
            dates[mc_dob],
            None,
            () if born and not mc_dob else cells.unreadable(("DOB", dob), ("MC_DOB", mc_dob)),
        )

    return build


def _episode(file: str, cells: Cells) -> Build:
    code, dates, children = cells.codes.__getitem__, cells.dates, cells.children

    def build(row: int, values: Sequence[str]) -> EpisodeRow:
        # All values go through the code reader in one sweep; the three that are no codes are read anew.
        _, _, rne, ls, cin, place, provider, _, rec, change, home_post, pl_post, urn = map(code, values)
        decom, dec = values[1], values[7]
        started, ceased = dates[decom], dates[dec]
        readable = started and (ceased or not dec)
        return _make(
            EpisodeRow,
            (
                file,
                row,
                children[values[0]],
                started,
                rne,
                ls,
                cin,
                place,
                provider,
                ceased,
                rec,
                change,
                home_post,
                pl_post,
                urn,
                () if readable else cells.unreadable(("DECOM", decom), ("DEC", dec)),
            ),
        )

    return build


def _review(file: str, cells: Cells) -> Build:
    codes, dates, children = cells.codes, cells.dates, cells.children

    def build(row: int, values: Sequence[str]) -> ReviewRow:
        child, dob, review, code = values
        born, held = dates[dob], dates[review]
        unreadable = () if born and held else cells.unreadable(("DOB", dob), ("REVIEW", review))
        return _make(ReviewRow, (file, row, children[child], born, held, codes[code], unreadable))

    return build


def _uasc(file: str, cells: Cells) -> Build:
    def build(row: int, values: Sequence[str]) -> UascRow:
        child, sex, dob, duc = values
        given = cells.codes[sex]
        return UascRow(
            file=file,
            row=row,
            child=cells.children[child],
            sex=_SEX.get(given, given),
            dob=cells.dates[dob],
            duc=cells.dates[duc],
            unreadable=cells.unreadable(("DOB", dob), ("DUC", duc)),
        )

    return build


def _placed_for_adoption(file: str, cells: Cells) -> Build:
    def build(row: int, values: Sequence[str]) -> PlacedForAdoptionRow:
        child, dob, placed, ceased, reason = values
        return PlacedForAdoptionRow(
            file=file,
            row=row,
            child=cells.children[child],
            dob=cells.dates[dob],
            date_placed=cells.dates[placed],
            date_placed_ceased=cells.dates[ceased],
            reason_placed_ceased=cells.codes[reason],
            unreadable=cells.unreadable(("DOB", dob), ("DATE_PLACED", placed), ("DATE_PLACED_CEASED", ceased)),
        )

    return build


def _other(kind: str) -> Callable[[str, Cells], Build]:
    columns = NEWEST[kind][1:]

    def builder(file: str, cells: Cells) -> Build:
        code, children = cells.codes.__getitem__, cells.children

        def build(row: int, values: Sequence[str]) -> OtherRow:
            return _make(OtherRow, (file, row, children[values[0]], kind, columns, tuple(map(code, values[1:]))))

        return build

    return builder


BUILDERS: Mapping[str, Callable[[str, Cells], Build]] = MappingProxyType(
    {
        **{kind: _other(kind) for kind in NEWEST},
        "header": _header,
        "episodes": _episode,
        "reviews": _review,
        "uasc": _uasc,
        "placed_for_adoption": _placed_for_adoption,
    }
)
