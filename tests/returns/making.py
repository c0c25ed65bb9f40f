"""Small invented returns for the tests."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from heard.returns.ssda903 import CollectionYear, Problem, Return903, Source, check, read
from heard.returns.ssda903.layouts import NEWEST

YEAR = CollectionYear(end=2026)
TODAY = date(2026, 6, 1)

Fields = Mapping[str, str]

CHILD: Fields = {
    "CHILD": "0017",
    "SEX": "F",
    "DOB": "10/05/2012",
    "ETHNIC": "WBRI",
    "UPN": "A123456789012",
    "MOTHER": "0",
    "MC_DOB": "",
}
EPISODE: Fields = {
    "CHILD": "0017",
    "DECOM": "02/06/2025",
    "RNE": "S",
    "LS": "C2",
    "CIN": "N1",
    "PLACE": "U6",
    "PLACE_PROVIDER": "PR1",
    "DEC": "",
    "REC": "",
    "REASON_PLACE_CHANGE": "",
    "HOME_POST": "CT1 1GZ",
    "PL_POST": "CT1 2DT",
    "URN": "SC123456",
}
REVIEW: Fields = {"CHILD": "0017", "DOB": "10/05/2012", "REVIEW": "20/06/2025", "REVIEW_CODE": "PN1"}

_USUAL = {"header": CHILD, "episodes": EPISODE, "reviews": REVIEW}


def csv_text(kind: str, rows: Iterable[Fields], columns: Sequence[str] | None = None) -> str:
    """Write rows as the CSV of a table of the return; what a row does not say is as usual."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns or NEWEST[kind], lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**_USUAL.get(kind, {}), **row} for row in rows)
    return out.getvalue()


def sources(**tables: Iterable[Fields]) -> list[Source]:
    """Make the files of a return, one for each table given."""
    return [Source(f"{kind}.csv", csv_text(kind, rows).encode()) for kind, rows in tables.items()]


def a_return(**tables: Iterable[Fields]) -> Return903:
    """Make the return of 2025-26 with the tables given; Header, Episodes and Reviews hold the usual child otherwise."""
    return a_return_of(YEAR, **tables)


def a_return_of(year: CollectionYear, **tables: Iterable[Fields]) -> Return903:
    """Make such a return of another year."""
    return read(sources(**{"header": [{}], "episodes": [{}], "reviews": [{}], **tables}), year=year)


def findings(ret: Return903, *, last: Return903 | None = None, on: date = TODAY) -> list[Problem]:
    """Return what the checks find."""
    return list(check(ret, on=on, last=last).problems)


def marked(ret: Return903, *, last: Return903 | None = None, on: date = TODAY) -> set[tuple[str, str, int | None]]:
    """Return code, table and row of all that the checks find."""
    return {(problem.code, problem.kind, problem.row) for problem in findings(ret, last=last, on=on)}
