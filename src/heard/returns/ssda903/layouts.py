"""The tables of the SSDA903 return by collection year; each year holds only what changed since the last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from heard.returns.ssda903.problems import ReturnRefused
from heard.returns.ssda903.year import CollectionYear

Layout = Mapping[str, tuple[str, ...]]

FIRST_YEAR = 2017

_SHARED_COLUMNS = frozenset({"CHILD", "DOB", "SEX"})
_OLD_NAMES = {"GENDER": "SEX"}

# By the year in which the collection year ends: tables that came or changed with that year.
CHANGES: Mapping[int, Layout] = MappingProxyType(
    {
        2017: {
            "header": ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"),
            "episodes": (
                *("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC"),
                *("REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"),
            ),
            "reviews": ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
            "uasc": ("CHILD", "SEX", "DOB", "DUC"),
            "oc2": (
                *("CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON", "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS"),
                *("TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED"),
                "INTERVENTION_OFFERED",
            ),
            "oc3": ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"),
            "ad1": (
                *("CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE"),
                *("NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"),
            ),
            "placed_for_adoption": ("CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"),
            "previous_permanence": ("CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"),
            "missing": ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"),
        },
        2024: {"sw_episodes": ("CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON")},
        2027: {"dolo": ("CHILD", "DOB", "DOLO_START", "DOLO_END")},
    }
)

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "header": "Header",
        "episodes": "Episodes",
        "reviews": "Reviews",
        "uasc": "UASC",
        "oc2": "OC2",
        "oc3": "OC3",
        "ad1": "AD1",
        "placed_for_adoption": "Placed for adoption",
        "previous_permanence": "Previous permanence",
        "missing": "Missing",
        "sw_episodes": "Social worker episodes",
        "dolo": "Deprivation of liberty orders",
    }
)


def layout_of(year: CollectionYear) -> Layout:
    """Return the tables of that year's return with their columns in order; years before 2017 are read as 2017."""
    tables: dict[str, tuple[str, ...]] = dict(CHANGES[FIRST_YEAR])
    for end, changed in CHANGES.items():
        if end <= year.end:
            tables.update(changed)
    return MappingProxyType(tables)


def first_year_of(kind: str) -> CollectionYear:
    """Return the first collection year whose return has this table (2016-17 for the oldest we know)."""
    return CollectionYear(end=min(end for end, changed in CHANGES.items() if kind in changed))


NEWEST: Layout = layout_of(CollectionYear(end=max(CHANGES)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What a file is, where its columns stand, and the columns that the return does not have."""

    kind: str
    columns: tuple[str, ...]
    positions: tuple[int, ...]
    extra_columns: tuple[str, ...]


def recognise(file: str, heading: Iterable[str]) -> Recognised | None:
    """Tell a file by its set of columns, in any order, with any extra ones; None when it is no table of the return.

    Raises ReturnRefused when it is one but lacks columns, or has a column twice.
    """
    given = [_OLD_NAMES.get(name, name) for name in (cell.strip().upper() for cell in heading)]
    kind = _likeliest(frozenset(given))
    if kind is None:
        return None
    columns = NEWEST[kind]
    missing = [column for column in columns if column not in given]
    if missing:
        raise ReturnRefused(
            f"{file} looks like the {TITLES[kind]} file, but {_listed(missing)} missing. "
            f"Its columns must be {', '.join(columns)}. Export the file again with all of them."
        )
    twice = sorted({column for column in columns if given.count(column) > 1})
    if twice:
        raise ReturnRefused(f"{file} has the column {twice[0]} twice. Keep the right one and remove the other.")
    return Recognised(
        kind=kind,
        columns=columns,
        positions=tuple(given.index(column) for column in columns),
        extra_columns=tuple(name for name in given if name and name not in columns),
    )


def _likeliest(given: frozenset[str]) -> str | None:
    """Return the table most of whose own columns are there, whole ones first."""
    best, best_score = None, (False, 0.5, 0)
    for kind, columns in NEWEST.items():
        own = frozenset(columns) - _SHARED_COLUMNS
        there = len(own & given)
        score = (given.issuperset(columns), there / len(own), there)
        if there and "CHILD" in given and score > best_score:
            best, best_score = kind, score
    return best or _without_child(given)


def _without_child(given: frozenset[str]) -> str | None:
    for kind, columns in NEWEST.items():
        if given.issuperset(frozenset(columns) - {"CHILD"}):
            return kind
    return None


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return f"its column {names[0]} is"
    return f"its columns {', '.join(names[:-1])} and {names[-1]} are"
