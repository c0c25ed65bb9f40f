"""Read a return: every file recognised, every row typed, every trouble listed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import cast

from heard.returns.ssda903.child import Child903, group
from heard.returns.ssda903.csv_form import CsvRead, read_csv
from heard.returns.ssda903.layouts import TITLES, first_year_of, layout_of
from heard.returns.ssda903.memory import collector_paused
from heard.returns.ssda903.problems import Problem, ReturnRefused
from heard.returns.ssda903.rows import EpisodeRow, HeaderRow, OtherRow, PlacedForAdoptionRow, ReviewRow, UascRow
from heard.returns.ssda903.sources import Source, open_sources
from heard.returns.ssda903.table import Table
from heard.returns.ssda903.text import first_bytes
from heard.returns.ssda903.xml_form import XmlRead, is_xml, read_xml
from heard.returns.ssda903.year import CollectionYear

_TYPED = ("header", "episodes", "reviews", "uasc", "placed_for_adoption")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """A file of the return: which table it is, how many rows it has, and what was found out about it."""

    name: str
    kind: str
    rows: int
    extra_columns: tuple[str, ...]
    encoding: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Return903:
    """One authority's return for one collection year, as it was given; nothing in it was put right."""

    year: CollectionYear
    headers: tuple[HeaderRow, ...]
    episodes: tuple[EpisodeRow, ...]
    reviews: tuple[ReviewRow, ...]
    uasc: tuple[UascRow, ...]
    placed_for_adoption: tuple[PlacedForAdoptionRow, ...]
    others: Mapping[str, tuple[OtherRow, ...]]
    files: tuple[FileRead, ...]
    problems: tuple[Problem, ...]
    last: "Return903 | None" = None

    def children(self) -> Iterator[Child903]:
        """Give every child once, in the order of the Header file, then those that only other files name."""
        return group(self.headers, self.episodes, self.reviews, self.uasc, self.placed_for_adoption, self.others)


def read(
    sources: Sequence[Source] | Path,
    *,
    year: CollectionYear | None = None,
    last: Sequence[Source] | Path | None = None,
) -> Return903:
    """Read a folder, a zip, CSV files or an XML file, and with `last` the return of the year before.

    Without `year` it is taken from the dates in the return: the year that most of its latest dates lie in.
    Raises ReturnRefused when the files cannot be read as a return.
    """
    with collector_paused():
        tables, files, problems = _read_files(sources)
        chosen = year or _year_of(tables)
        before = read(last, year=chosen.before) if last is not None else None
        return _assembled(chosen, tables, files, problems, before)


def _read_files(sources: Sequence[Source] | Path) -> tuple[dict[str, Table], list[FileRead], list[Problem]]:
    opened = open_sources(sources)
    csvs: list[CsvRead] = []
    xmls: list[Source] = []
    left_out = list(opened.left_out)
    for source in opened.files:
        if is_xml(first_bytes(source, 512)):
            xmls.append(source)
        elif (found := read_csv(source, opened.budget)) is not None:
            csvs.append(found)
        else:
            left_out.append(source.name)
    problems = [_not_read(name, "It is no file of the return, so it was left out.") for name in left_out]
    if csvs:
        problems += [
            _not_read(
                xml.name, "The CSV files hold a return already, so this XML file was left out. Give one or the other."
            )
            for xml in xmls
        ]
        return _tables_of_csv(csvs, problems)
    if not xmls:
        names = ", ".join(left_out[:5])
        raise ReturnRefused(
            f"None of the files is part of an SSDA903 return ({names}). Files are told by the names of their columns "
            "in the first row. Export the return again as CSV or XML."
        )
    if len(xmls) > 1:
        raise ReturnRefused(f"{xmls[0].name} and {xmls[1].name} are both XML returns. Give one of them.")
    return _tables_of_xml(xmls[0].name, read_xml(xmls[0], opened.budget), problems)


def _tables_of_csv(
    csvs: list[CsvRead], problems: list[Problem]
) -> tuple[dict[str, Table], list[FileRead], list[Problem]]:
    tables: dict[str, Table] = {}
    files: list[FileRead] = []
    for found in csvs:
        table = found.table
        if (other := tables.get(table.kind)) is not None:
            raise ReturnRefused(
                f"{other.file} and {table.file} are both the {TITLES[table.kind]} file. Give the right one of them."
            )
        tables[table.kind] = table
        files.append(
            FileRead(
                name=table.file,
                kind=table.kind,
                rows=table.read,
                extra_columns=found.recognised.extra_columns,
                encoding=found.encoding,
                sha256=found.sha256,
            )
        )
    return tables, files, problems


def _tables_of_xml(
    name: str, found: XmlRead, problems: list[Problem]
) -> tuple[dict[str, Table], list[FileRead], list[Problem]]:
    files = [
        FileRead(name=name, kind=kind, rows=table.read, extra_columns=(), encoding="xml", sha256=found.sha256)
        for kind, table in found.tables.items()
    ]
    return dict(found.tables), files, problems


def _not_read(name: str, message: str) -> Problem:
    return Problem(
        file=name, kind="", row=None, child="", field="", code="H-FILE-NOT-READ", level="warning", message=message
    )


def _year_of(tables: Mapping[str, Table]) -> CollectionYear:
    """Return the latest collection year that at least one in a hundred dates of episodes and reviews lies in."""
    days: list[date] = []
    for row in tables["episodes"].rows if "episodes" in tables else ():
        days += [day for day in (cast(EpisodeRow, row).decom, cast(EpisodeRow, row).dec) if day is not None]
    for row in tables["reviews"].rows if "reviews" in tables else ():
        days += [day for day in (cast(ReviewRow, row).review,) if day is not None]
    if not days:
        raise ReturnRefused("The return holds no date to tell its year by. Say which year it is for, like 2025-26.")
    days.sort()
    return CollectionYear.holding(days[-1 - len(days) // 100])


def _assembled(
    year: CollectionYear,
    tables: Mapping[str, Table],
    files: list[FileRead],
    problems: list[Problem],
    last: Return903 | None,
) -> Return903:
    expected = layout_of(year)
    for table in tables.values():
        problems += table.problems
        if table.kind not in expected:
            message = (
                f"Returns have the {TITLES[table.kind]} file from {first_year_of(table.kind).label} on; "
                f"this one is for {year.label}. It was read all the same."
            )
            problems.append(
                Problem(
                    file=table.file,
                    kind=table.kind,
                    row=None,
                    child="",
                    field="",
                    code="H-FILE-YEAR",
                    level="warning",
                    message=message,
                )
            )
    rows = {kind: tuple(table.rows) for kind, table in tables.items()}
    return Return903(
        year=year,
        headers=cast("tuple[HeaderRow, ...]", rows.get("header", ())),
        episodes=cast("tuple[EpisodeRow, ...]", rows.get("episodes", ())),
        reviews=cast("tuple[ReviewRow, ...]", rows.get("reviews", ())),
        uasc=cast("tuple[UascRow, ...]", rows.get("uasc", ())),
        placed_for_adoption=cast("tuple[PlacedForAdoptionRow, ...]", rows.get("placed_for_adoption", ())),
        others=MappingProxyType(
            {kind: cast("tuple[OtherRow, ...]", found) for kind, found in rows.items() if kind not in _TYPED}
        ),
        files=tuple(files),
        problems=tuple(problems),
        last=last,
    )
