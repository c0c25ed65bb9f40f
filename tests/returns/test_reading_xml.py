"""Reading the XML form: the same rows and findings as from CSV, but for what XML does not hold."""

from collections import Counter
from datetime import date
from pathlib import Path

from heard.returns.ssda903 import CollectionYear, Problem, Return903, Source, check, read

YEAR = CollectionYear(end=2026)


def _found(ret: Return903) -> Counter[tuple[str, str, str, str, str]]:
    checked = check(ret, on=date(2026, 6, 1))
    return Counter(_without_place(problem) for problem in checked.problems)


def _without_place(problem: Problem) -> tuple[str, str, str, str, str]:
    """Rows are counted otherwise in XML, where a child stands once and other children's reviews cannot stand."""
    return (problem.code, problem.kind, problem.child, problem.field, problem.came_as)


def test_xml_gives_the_findings_of_csv_but_for_what_it_lacks(own_samples: Path) -> None:
    folder = own_samples / "gen903-year"
    from_csv = _found(read(folder, year=YEAR))
    from_xml = _found(read([Source("return.xml", folder / "return.xml")], year=YEAR))

    lacking = from_csv - from_xml

    assert from_xml - from_csv == Counter()
    # A child's table has no date of birth of its own; a review always belongs to the child around it; a child is not
    # split into two, as the generator writes it once.
    assert {code for code, *_ in lacking} == {"INT17", "INT08", "1012", "INT32", "444"}
    assert sum((from_csv & from_xml).values()) > 40


def test_rows_of_both_forms_are_the_same(own_samples: Path) -> None:
    folder = own_samples / "gen903-year"
    from_csv = read(folder, year=YEAR)
    from_xml = read([Source("return.xml", folder / "return.xml")], year=YEAR)

    assert [row[2:] for row in from_xml.episodes] == [row[2:] for row in from_csv.episodes]
    known = {row.child for row in from_csv.headers}
    assert [(row.child, row.review, row.review_code) for row in from_xml.reviews] == [
        (row.child, row.review, row.review_code) for row in from_csv.reviews if row.child in known
    ]
    assert {row.child for row in from_xml.uasc} == {row.child for row in from_csv.uasc}
    assert {row.child for row in from_xml.headers if row.uasc} == {row.child for row in from_csv.uasc}
    assert {kind: len(rows) for kind, rows in from_xml.others.items()} == {
        kind: len(rows) for kind, rows in from_csv.others.items() if kind != "sw_episodes"
    }


def test_a_folder_with_both_forms_is_read_from_csv_and_says_so(own_samples: Path) -> None:
    ret = read(own_samples / "gen903-year", year=YEAR)

    left_out = [p.file for p in ret.problems if p.code == "H-FILE-NOT-READ"]
    assert left_out == ["faults.tsv", "peer_findings.tsv", "return.xml"]
    assert {file.encoding for file in ret.files} == {"utf-8"}


def test_the_public_xml_sample_is_read_whole(public_samples: Path) -> None:
    ret = read(public_samples / "v903-xml" / "fake_903_part.xml", year=CollectionYear(end=2023))

    assert (len(ret.headers), ret.problems) == (169, ())
    assert all(row.child for rows in (ret.headers, ret.episodes, ret.reviews) for row in rows)
    assert len(ret.episodes) > 169
