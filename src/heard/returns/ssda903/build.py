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


Builder = Callable[[str, int, Sequence[str], Cells], Row]


def _header(file: str, row: int, values: Sequence[str], cells: Cells) -> HeaderRow:
    child, sex, dob, ethnic, upn, mother, mc_dob = values
    codes, dates = cells.codes, cells.dates
    given = codes[sex]
    flag = codes[mother]
    return HeaderRow(
        file=file,
        row=row,
        child=cells.children[child],
        sex=_SEX.get(given, given),
        sex_as_given=given,
        dob=dates[dob],
        ethnic=codes[ethnic],
        upn=upn.strip().upper(),
        mother=_FLAG.get(flag, flag),
        mc_dob=dates[mc_dob],
        unreadable=() if dates[dob] and not mc_dob else cells.unreadable(("DOB", dob), ("MC_DOB", mc_dob)),
    )


def _episode(file: str, row: int, values: Sequence[str], cells: Cells) -> EpisodeRow:
    child, decom, rne, ls, cin, place, provider, dec, rec, change, home_post, pl_post, urn = values
    codes, dates = cells.codes, cells.dates
    started = dates[decom]
    ceased = dates[dec]
    readable = started is not None and (ceased is not None or not dec)
    return EpisodeRow(
        file=file,
        row=row,
        child=cells.children[child],
        decom=started,
        rne=codes[rne],
        ls=codes[ls],
        cin=codes[cin],
        place=codes[place],
        place_provider=codes[provider],
        dec=ceased,
        rec=codes[rec],
        reason_place_change=codes[change],
        home_post=codes[home_post],
        pl_post=codes[pl_post],
        urn=codes[urn],
        unreadable=() if readable else cells.unreadable(("DECOM", decom), ("DEC", dec)),
    )


def _review(file: str, row: int, values: Sequence[str], cells: Cells) -> ReviewRow:
    child, dob, review, code = values
    born, held = cells.dates[dob], cells.dates[review]
    return ReviewRow(
        file=file,
        row=row,
        child=cells.children[child],
        dob=born,
        review=held,
        review_code=cells.codes[code],
        unreadable=() if born and held else cells.unreadable(("DOB", dob), ("REVIEW", review)),
    )


def _uasc(file: str, row: int, values: Sequence[str], cells: Cells) -> UascRow:
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


def _placed_for_adoption(file: str, row: int, values: Sequence[str], cells: Cells) -> PlacedForAdoptionRow:
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


def _other(kind: str) -> Builder:
    columns = NEWEST[kind][1:]

    def build(file: str, row: int, values: Sequence[str], cells: Cells) -> OtherRow:
        codes = cells.codes
        return OtherRow(
            file=file,
            row=row,
            child=cells.children[values[0]],
            kind=kind,
            columns=columns,
            values=tuple([codes[value] for value in values[1:]]),
        )

    return build


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        **{kind: _other(kind) for kind in NEWEST},
        "header": _header,
        "episodes": _episode,
        "reviews": _review,
        "uasc": _uasc,
        "placed_for_adoption": _placed_for_adoption,
    }
)
