"""Small returns, written as a council's system would write them."""

from collections.abc import Sequence
from datetime import date

from heard.imports.actions import import_now
from heard.imports.models import ImportProblem, ImportRun
from heard.returns.ssda903 import Source

AS_OF = date(2026, 3, 31)
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"


def header(child: str, *, born: str = "14/03/2014", sex: str = "M", upn: str = "A123456789012") -> str:
    """This will write a row of the Header file."""
    return f"{child},{sex},{born},WBRI,{upn},,"


def episode(
    child: str, began: str, rne: str = "S", *, until: str = "", rec: str = "", ls: str = "C2", place: str = "U6"
) -> str:
    """This will write a row of the Episodes file."""
    return f"{child},{began},{rne},{ls},N1,{place},PR1,{until},{rec},,CT1 1GZ,CT1 2DT,SC123456"


def review(child: str, held: str, code: str = "PN1", *, born: str = "14/03/2014") -> str:
    """This will write a row of the Reviews file."""
    return f"{child},{born},{held},{code}"


def files(
    headers: Sequence[str], episodes: Sequence[str] = (), reviews: Sequence[str] = (), *, review_columns: str = REVIEWS
) -> list[tuple[str, bytes]]:
    """This will write a return of three files."""
    return [
        ("header.csv", _file(HEADER, headers)),
        ("episodes.csv", _file(EPISODES, episodes)),
        ("reviews.csv", _file(review_columns, reviews)),
    ]


def take(
    authority_id: int,
    given: list[tuple[str, bytes]],
    *,
    year: str | None = "2025-26",
    as_of: date = AS_OF,
    dry_run: bool = False,
) -> ImportRun:
    """This will import a return as the command line does."""
    return import_now(
        authority_id=authority_id,
        kind="ssda903",
        sources=[Source(name, content) for name, content in given],
        by=None,
        today=as_of,
        year=year,
        dry_run=dry_run,
    )


def counts(run: ImportRun) -> dict[str, tuple[int, int, int]]:
    """This will give created, updated and unchanged by kind."""
    said = run.counts
    return {
        kind: (said["created"][kind], said["updated"][kind], said["unchanged"][kind])
        for kind in ("children", "periods", "episodes", "reviews")
    }


def found(run: ImportRun, code: str) -> list[tuple[str, int | None, str, str]]:
    """This will give file, row, child and level of each problem of one code."""
    problems = ImportProblem.objects.filter(run=run, code=code).order_by("pk")
    return list(problems.values_list("file", "row", "local_id", "level"))


def _file(columns: str, rows: Sequence[str]) -> bytes:
    return "\r\n".join([columns, *rows, ""]).encode()
