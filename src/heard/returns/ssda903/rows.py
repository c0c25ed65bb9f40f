"""The rows of an SSDA903 return, typed: one class for each table that reviews and their clocks depend on.

They are named tuples and no dataclasses for a measured reason: a return of the whole country has a million rows, and a
frozen dataclass takes four to nine times as long to make. Like one they cannot be changed or given other attributes.
"""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, NamedTuple

Unreadable = tuple[tuple[str, str], ...]

SHORT_BREAK = frozenset({"V3", "V4"})


class _Row:
    """What all rows share: where they came from, and each field as it came."""

    __slots__ = ()
    unreadable: Unreadable

    def is_unreadable(self, name: str) -> bool:
        """Say whether this date was given but cannot be read."""
        return any(column == name for column, _ in self.unreadable)

    def came_as(self, name: str) -> str:
        """Return a field as the file had it; codes come back upper-cased and trimmed."""
        for column, text in self.unreadable:
            if column == name:
                return text
        value = getattr(self, name.lower(), None)
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        return value if isinstance(value, str) else ""


class _HeaderRow(NamedTuple):
    file: str
    row: int
    child: str
    sex: str
    sex_as_given: str
    dob: date | None
    ethnic: str
    upn: str
    mother: str
    mc_dob: date | None
    uasc: bool | None = None
    unreadable: Unreadable = ()


class HeaderRow(_HeaderRow, _Row):
    """One child of the return. `sex` is M, F or U, also where the file had 1 or 2; `uasc` is None in CSV."""

    __slots__ = ()
    kind: ClassVar[str] = "header"


class _EpisodeRow(NamedTuple):
    file: str
    row: int
    child: str
    decom: date | None
    rne: str
    ls: str
    cin: str
    place: str
    place_provider: str
    dec: date | None
    rec: str
    reason_place_change: str
    home_post: str
    pl_post: str
    urn: str
    unreadable: Unreadable = ()


class EpisodeRow(_EpisodeRow, _Row):
    """One episode of care: the child's situation from `decom` to `dec`, open when `dec` is blank."""

    __slots__ = ()
    kind: ClassVar[str] = "episodes"

    @property
    def is_short_break(self) -> bool:
        """Say whether the legal status is an agreed series of short breaks (V3 or V4)."""
        return self.ls in SHORT_BREAK

    @property
    def has_dec(self) -> bool:
        """Say whether a date ceased is given, readable or not."""
        return self.dec is not None or self.is_unreadable("DEC")


class _ReviewRow(NamedTuple):
    file: str
    row: int
    child: str
    dob: date | None
    review: date | None
    review_code: str
    unreadable: Unreadable = ()


class ReviewRow(_ReviewRow, _Row):
    """One review held, with the code of how the child took part. `dob` is None in XML."""

    __slots__ = ()
    kind: ClassVar[str] = "reviews"


class _UascRow(NamedTuple):
    file: str
    row: int
    child: str
    sex: str
    dob: date | None
    duc: date | None
    unreadable: Unreadable = ()


class UascRow(_UascRow, _Row):
    """An unaccompanied asylum-seeking child and the day that status ended, if it did."""

    __slots__ = ()
    kind: ClassVar[str] = "uasc"


class _PlacedForAdoptionRow(NamedTuple):
    file: str
    row: int
    child: str
    dob: date | None
    date_placed: date | None
    date_placed_ceased: date | None
    reason_placed_ceased: str
    unreadable: Unreadable = ()


class PlacedForAdoptionRow(_PlacedForAdoptionRow, _Row):
    """A decision that the child should be placed for adoption, and when and why it ended."""

    __slots__ = ()
    kind: ClassVar[str] = "placed_for_adoption"


class OtherRow(NamedTuple):
    """A row of a table that no review depends on, kept as text in the order of the table's columns."""

    file: str
    row: int
    child: str
    kind: str
    columns: tuple[str, ...]
    values: tuple[str, ...]

    def came_as(self, name: str) -> str:
        """Return a field as the file had it, blank when the table has no such column."""
        return self.as_dict().get(name, "")

    def as_dict(self) -> Mapping[str, str]:
        """Return the values by their column."""
        return dict(zip(self.columns, self.values, strict=True))


Row = HeaderRow | EpisodeRow | ReviewRow | UascRow | PlacedForAdoptionRow | OtherRow
