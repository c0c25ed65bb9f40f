"""Section E: this year's return against last year's."""

from collections.abc import Callable, Iterable
from datetime import date

from heard.returns.ssda903.checks.table import Case, LastYearCheck
from heard.returns.ssda903.child import Child903
from heard.returns.ssda903.codes import ADOPTED, UPN_UNKNOWN
from heard.returns.ssda903.rows import EpisodeRow, HeaderRow, Row

_UPN_MAY_BECOME = {"": UPN_UNKNOWN, "UN1": frozenset({"UN2", "UN5"}), "UN2": frozenset({"UN5"})}
_PLACES_RENAMED = {"H5": ("K3", 2024, 2025), "Z1": ("Z11 Z12 Z13 Z14", 2026, 2026)}


def _header_differs(code: str, title: str, field: str, read: Callable[[HeaderRow], object]) -> LastYearCheck:
    def find(case: Case, before: Child903) -> Iterable[Row]:
        if before.header is None:
            return ()
        was = read(before.header)
        return [row for row in case.child.headers if was not in (None, "") and read(row) != was]

    return LastYearCheck(
        code=code,
        title=title,
        field=field,
        find=find,
        says=f"{field} differs from last year's return. Check which is right.",
    )


def _mother_no_longer(case: Case, before: Child903) -> Iterable[Row]:
    if before.header is None or before.header.mother != "1" or not case.episodes:
        return ()
    return [row for row in case.child.headers if row.mother != "1"]


def _upn_changed(case: Case, before: Child903) -> Iterable[Row]:
    if before.header is None:
        return ()
    was = before.header.upn
    return [row for row in case.child.headers if row.upn != was and not _upn_may_become(was, row.upn)]


def _upn_may_become(was: str, now: str) -> bool:
    known_now = now not in UPN_UNKNOWN and now != ""
    return (was in UPN_UNKNOWN and known_now) or now in _UPN_MAY_BECOME.get(was, frozenset())


def _mother_after_all(case: Case, before: Child903) -> Iterable[Row]:
    if before.header is None or before.header.mother != "0":
        return ()
    return [
        row
        for row in case.child.headers
        if row.mother == "1" and row.mc_dob is not None and row.mc_dob < case.starts_on
    ]


def _birth_changed(case: Case, before: Child903) -> Iterable[Row]:
    was = before.header.mc_dob if before.header is not None else None
    return [row for row in case.child.headers if was is not None and row.mc_dob != was]


def _after_adoption(case: Case, before: Child903) -> Iterable[Row]:
    adopted = [row.dec for row in (*before.episodes, *case.episodes) if row.rec in ADOPTED and row.dec is not None]
    if not adopted:
        return ()
    first = min(adopted)
    return [row for row in case.episodes if row.decom is not None and row.decom >= first]


def _open_last(before: Child903) -> EpisodeRow | None:
    """Return the episode that was open at last year's end."""
    still = [row for row in before.episodes if not row.has_dec and row.decom is not None]
    return still[-1] if still else None


def _first(case: Case) -> EpisodeRow | None:
    return next((row for row in case.episodes if row.decom is not None), None)


def _begun_before_year(case: Case) -> EpisodeRow | None:
    first = _first(case)
    return first if first is not None and first.decom is not None and first.decom < case.starts_on else None


def _may_be_renamed(was: str, now: str, end: int) -> bool:
    names, first, last = _PLACES_RENAMED.get(was, ("", 0, 0))
    return now in names.split() and first <= end <= last


def _open_differs(letter: str, field: str) -> LastYearCheck:
    name = field.lower()

    def find(case: Case, before: Child903) -> Iterable[Row]:
        was, first = _open_last(before), _first(case)
        if was is None or first is None or getattr(was, name) == getattr(first, name):
            return ()
        if field == "PLACE" and _may_be_renamed(was.place, first.place, case.year.end):
            return ()
        return (first,)

    return LastYearCheck(
        code=f"503{letter}",
        title=f"{field} of the open episode differs from last year",
        field=field,
        find=find,
        says=f"{field} differs from the episode that was open at the end of last year's return. Check which is right.",
    )


def _latest_start(before: Child903) -> date | None:
    return max((row.decom for row in before.episodes if row.decom is not None), default=None)


def _other_start(case: Case, before: Child903) -> Iterable[Row]:
    first, latest = _begun_before_year(case), _latest_start(before)
    return (first,) if first is not None and latest is not None and latest != first.decom else ()


def _not_there_last_year(case: Case, before: Child903) -> Iterable[Row]:
    first = _begun_before_year(case)
    return (first,) if first is not None and not before.episodes else ()


CHECKS = (
    _header_differs("202", "Sex differs from last year", "SEX", lambda row: row.sex),
    _header_differs("203", "Date of birth differs from last year", "DOB", lambda row: row.dob),
    _header_differs("204", "Ethnicity differs from last year", "ETHNIC", lambda row: row.ethnic),
    LastYearCheck(
        code="207",
        title="A mother last year, not this year",
        field="MOTHER",
        find=_mother_no_longer,
        says="MOTHER was 1 in last year's return. Check which is right.",
    ),
    LastYearCheck(
        code="208",
        title="The UPN changed",
        field="UPN",
        find=_upn_changed,
        says="The UPN differs from last year's return. Check which is right.",
    ),
    LastYearCheck(
        code="624",
        title="The birth of the first child changed",
        field="MC_DOB",
        find=_birth_changed,
        says="MC_DOB differs from last year's return. Check which is right.",
    ),
    LastYearCheck(
        code="626",
        title="A mother already last year",
        field="MOTHER",
        find=_mother_after_all,
        says="MOTHER was 0 in last year's return, but her first child was born before this year. Check which is right.",
    ),
    LastYearCheck(
        code="199",
        title="In care again after adoption",
        field="DECOM",
        find=_after_adoption,
        says="The child was adopted before this episode began. After adoption a child has a new identifier.",
    ),
    _open_differs("A", "RNE"),
    _open_differs("B", "LS"),
    _open_differs("C", "CIN"),
    _open_differs("D", "PLACE"),
    _open_differs("E", "PLACE_PROVIDER"),
    _open_differs("F", "URN"),
    LastYearCheck(
        code="562",
        title="The episode began on another day last year",
        field="DECOM",
        find=_other_start,
        says="The episode began before this year, but last year's latest episode of the child began on another day.",
    ),
    LastYearCheck(
        code="NoE",
        title="An episode from before this year that last year's return lacks",
        field="DECOM",
        find=_not_there_last_year,
        says="The episode began before this year, but last year's return has no episode of the child.",
    ),
)
