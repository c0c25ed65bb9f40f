"""`heard import` as a council's data team runs it."""

import json
from pathlib import Path

import pytest

from tests.domain.imports.files import episode, files, header, review
from tests.program import Program

SHAPE = {
    "accepted",
    "problems",
    "differences",
    "created",
    "updated",
    "unchanged",
    "late_reviews",
    "year",
    "files",
    "checks",
}
AS_OF = ("--as-of", "2026-03-31")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A return with a review held late and one of a child nobody knows."""
    given = files(
        [header("100")], [episode("100", "02/06/2025")], [review("100", "07/07/2025"), review("999", "07/07/2025")]
    )
    for name, content in given:
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_imports_into_a_new_authority_and_again_without_change(heard: Program, folder: Path) -> None:
    command = (
        "import",
        "ssda903",
        str(folder),
        "--authority",
        "Newshire",
        "--jurisdiction",
        "england",
        *AS_OF,
        "--json",
    )

    first, second = heard(*command).document, heard(*command).document

    assert first.keys() >= SHAPE
    assert first["accepted"] == {"episodes.csv": 1, "header.csv": 1, "reviews.csv": 1}
    assert first["created"] == {"children": 1, "periods": 1, "episodes": 1, "reviews": 1}
    assert [
        (p["file"], p["row"], p["child"], p["field"], p["level"]) for p in first["problems"] if p["level"] == "refused"
    ] == [("reviews.csv", 1, "999", "CHILD", "refused")]
    assert first["late_reviews"] == [
        {"child": "100", "number": 1, "due_on": "2025-06-30", "held_on": "2025-07-07", "rule": "review-first-20wd",
         "relaxed": False}
    ]  # fmt: skip
    assert (second["created"], second["updated"]) == (dict.fromkeys(first["created"], 0),) * 2
    assert second["unchanged"] == first["created"]


def test_says_the_year_and_the_first_problems_to_people(heard: Program, folder: Path) -> None:
    ran = heard("import", "ssda903", str(folder), "--authority", "Anyshire", *AS_OF, "--year", "2025-26", "--dry-run")

    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "Dry run: nothing was changed, return of 2025-26, as of 31 March 2026"
    assert "  reviews.csv, row 1, child 999, CHILD: The child is not in the Header file." in ran.out
    assert "Reviews held late or never: 1. Owed and overdue: 1." in lines


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("ssda903", "/nowhere", "--authority", "Anyshire"),
            1,
            "There is no file or folder at /nowhere. Check the path.",
        ),
        (("ssda903", "."), 2, "the following arguments are required: --authority"),
        (("annex-a", "."), 2, "argument WHAT: invalid choice: 'annex-a' (choose from 'ssda903', 'csv')"),
        (("ssda903", ".", "--authority", "A", "--year", "2025"), 2, "is not a collection year. Write it like 2025-26."),
    ],
)
def test_wrong_words_get_one_line(heard: Program, words: tuple[str, ...], code: int, said: str) -> None:
    ran = heard("import", *words)

    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_an_unknown_authority_is_refused_without_a_nation(heard: Program, folder: Path) -> None:
    ran = heard("import", "ssda903", str(folder), "--authority", "Nosuch")

    assert (ran.code, ran.out) == (1, "")
    assert "To make a new one, give --jurisdiction england or --jurisdiction wales." in ran.err


def test_a_file_that_is_no_return_is_refused(heard: Program, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("NAME,COLOUR\nA,B\n")

    ran = heard("import", "ssda903", str(tmp_path), "--authority", "Anyshire", "--json")

    said = json.loads(ran.out)["refused"]
    assert (ran.code, ran.err) == (1, f"heard import: {said}\n")
    assert said.startswith("None of the files is part of an SSDA903 return (people.csv).")


def test_the_other_nation_and_a_day_that_cannot_be_meant_are_refused(heard: Program, folder: Path) -> None:
    heard("import", "ssda903", str(folder), "--authority", "Nationshire", "--jurisdiction", "england", *AS_OF)

    other = heard("import", "ssda903", str(folder), "--authority", "Nationshire", "--jurisdiction", "wales", *AS_OF)
    never = heard("import", "ssda903", str(folder), "--authority", "Nationshire", "--as-of", "9999-12-31")

    assert (other.code, never.code) == (1, 1)
    assert other.err == "heard import: Nationshire is in England. Leave out --jurisdiction, or mend it.\n"
    assert never.err == "heard import: --as-of 9999-12-31 cannot be meant. Give a day between 1992 and 2100.\n"


def test_takes_names_with_a_mapping(heard: Program, folder: Path) -> None:
    heard("import", "ssda903", str(folder), "--authority", "Namedshire", "--jurisdiction", "wales", *AS_OF)
    people, mapping = folder / "people.csv", folder / "mapping.toml"
    people.write_text("ID,First,Last\n100,Otis,Larchwood\n", encoding="utf-8")
    mapping.write_text('local_id = "ID"\ngiven_name = "First"\nfamily_name = "Last"\n')

    ran = heard("import", "csv", str(people), "--authority", "Namedshire", "--mapping", str(mapping), "--json")

    assert (ran.code, ran.document["created"], ran.document["problems"]) == (0, {"names": 1}, [])
