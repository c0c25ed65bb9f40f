"""Reading the CSV form: any file name, column order, encoding and line ending."""

import hashlib
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from heard.returns.ssda903 import CollectionYear, EpisodeRow, HeaderRow, ReturnRefused, ReviewRow, Source, read
from tests.returns.making import CHILD, EPISODE, REVIEW, YEAR, a_return, a_return_of, csv_text, sources


def _zip_of(files: list[Source], folder: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            assert isinstance(file.content, bytes)
            archive.writestr(folder + file.name, file.content)
    return out.getvalue()


def test_rows_are_typed_and_keep_what_came() -> None:
    ret = a_return(
        header=[{"SEX": "2", "CHILD": " 0017 "}],
        episodes=[{"DECOM": "31/11/2025", "LS": "c2"}],
        reviews=[{"REVIEW": "2025-06-20"}],
    )

    assert ret.headers == (
        HeaderRow(
            file="header.csv",
            row=0,
            child="0017",
            sex="F",
            sex_as_given="2",
            dob=date(2012, 5, 10),
            ethnic="WBRI",
            upn="A123456789012",
            mother="0",
            mc_dob=None,
        ),
    )
    assert ret.episodes == (
        EpisodeRow(
            file="episodes.csv",
            row=0,
            child="0017",
            decom=None,
            rne="S",
            ls="C2",
            cin="N1",
            place="U6",
            place_provider="PR1",
            dec=None,
            rec="",
            reason_place_change="",
            home_post="CT1 1GZ",
            pl_post="CT1 2DT",
            urn="SC123456",
            unreadable=(("DECOM", "31/11/2025"),),
        ),
    )
    assert ret.reviews == (
        ReviewRow(
            file="reviews.csv",
            row=0,
            child="0017",
            dob=date(2012, 5, 10),
            review=None,
            review_code="PN1",
            unreadable=(("REVIEW", "2025-06-20"),),
        ),
    )


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp1252", "cp1252"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16")],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("final", [True, False], ids=["final line end", "no final line end"])
def test_encodings_and_line_ends_make_no_difference(encoding: str, named: str, line_end: str, final: bool) -> None:
    text = csv_text("header", [{"CHILD": "Zoë"}, {"CHILD": "2"}]).replace("\n", line_end)
    content = (text if final else text.rstrip()).encode(encoding)

    ret = read([Source("anything.txt", content)], year=YEAR)

    assert [(row.child, row.dob) for row in ret.headers] == [("Zoë", date(2012, 5, 10)), ("2", date(2012, 5, 10))]
    assert [(file.kind, file.rows, file.encoding) for file in ret.files] == [("header", 2, named)]


def test_a_file_is_told_by_its_columns_in_any_order_and_extra_ones_are_named() -> None:
    columns = ["TEAM", "REVIEW_CODE", "review ", "DOB", "CHILD", "IRO"]
    text = csv_text("reviews", [{}]).splitlines()[1]
    child, dob, review, code = text.split(",")
    content = f"{','.join(columns)}\nEast,{code},{review},{dob},{child},Ann\n".encode()

    ret = read([Source("export (3).csv", content)], year=YEAR)

    assert [(row.child, row.review, row.review_code) for row in ret.reviews] == [("0017", date(2025, 6, 20), "PN1")]
    assert [(file.name, file.kind, file.extra_columns) for file in ret.files] == [
        ("export (3).csv", "reviews", ("TEAM", "IRO"))
    ]


def test_the_older_name_of_sex_is_taken() -> None:
    content = csv_text("header", [{}]).replace("SEX", "GENDER").encode()

    assert [row.sex for row in read([Source("h.csv", content)], year=YEAR).headers] == ["F"]


def test_a_missing_optional_file_is_fine() -> None:
    ret = read(sources(header=[{}], episodes=[{}]), year=YEAR)

    assert (len(ret.headers), len(ret.episodes), ret.reviews, ret.problems) == (1, 1, (), ())


def test_a_row_without_a_child_is_refused_and_the_others_keep_their_numbers() -> None:
    ret = a_return(reviews=[{"CHILD": ""}, {}])

    assert [row.row for row in ret.reviews] == [1]
    assert [(p.kind, p.row, p.code, p.level, p.message) for p in ret.problems] == [
        ("reviews", 0, "H-NO-CHILD", "refused", "The row names no child. Fill in CHILD.")
    ]


def test_a_row_with_too_few_or_too_many_values_is_taken_and_named() -> None:
    content = csv_text("reviews", []) + "0017,10/05/2012,20/06/2025\n0017,10/05/2012,21/06/2025,PN1,more\n"

    ret = read([Source("reviews.csv", content.encode())], year=YEAR)

    assert [(row.review_code, row.row) for row in ret.reviews] == [("", 0), ("PN1", 1)]
    assert [(p.row, p.code, p.came_as) for p in ret.problems] == [(0, "H-CELLS", ""), (1, "H-CELLS", "more")]


def test_a_formula_is_kept_as_text_and_named() -> None:
    ret = a_return(episodes=[{"URN": "=cmd|' /C calc'!A0"}])

    assert ret.episodes[0].urn == "=CMD|' /C CALC'!A0"
    assert [(p.kind, p.row, p.field, p.code, p.level, p.came_as) for p in ret.problems] == [
        ("episodes", 0, "URN", "H-FORMULA", "warning", "=cmd|' /C calc'!A0")
    ]


def test_dates_without_a_published_check_are_named_when_they_cannot_be_read() -> None:
    ret = a_return(placed_for_adoption=[{"CHILD": "0017", "DOB": "10/05/2012", "DATE_PLACED": "31/06/2025"}])

    assert [(p.kind, p.field, p.code, p.message) for p in ret.problems] == [
        ("placed_for_adoption", "DATE_PLACED", "H-DATE", "June has 30 days.")
    ]


def test_a_zip_reads_like_its_files_also_with_one_folder_around_them() -> None:
    files = sources(header=[{}], episodes=[{}], reviews=[{}])
    plain = read(files, year=YEAR)

    for folder in ("", "Return 2026/"):
        zipped = read([Source("return.zip", _zip_of(files, folder))], year=YEAR)
        assert zipped == plain


def test_a_zip_on_disk_reads_like_one_in_memory(tmp_path: Path) -> None:
    files = sources(header=[{}], episodes=[{}], reviews=[{}])
    (tmp_path / "return.zip").write_bytes(_zip_of(files))

    assert read(tmp_path / "return.zip", year=YEAR) == read(files, year=YEAR)


def test_a_folder_reads_its_files_and_names_the_rest(tmp_path: Path) -> None:
    for file in sources(header=[{}], episodes=[{}]):
        assert isinstance(file.content, bytes)
        (tmp_path / file.name).write_bytes(file.content)
    (tmp_path / "notes.docx").write_bytes(b"notes")
    (tmp_path / "rota.csv").write_text("Team,Day\nEast,Monday\n")

    ret = read(tmp_path, year=YEAR)

    assert sorted(file.kind for file in ret.files) == ["episodes", "header"]
    assert sorted((p.file, p.code) for p in ret.problems) == [
        ("notes.docx", "H-FILE-NOT-READ"),
        ("rota.csv", "H-FILE-NOT-READ"),
    ]


def test_the_fingerprint_is_of_the_whole_file() -> None:
    content = csv_text("header", [CHILD] * 3000).encode()

    ret = read([Source("header.csv", content)], year=YEAR)

    assert ret.files[0].sha256 == hashlib.sha256(content).hexdigest()


def test_without_a_year_the_latest_dates_tell_it() -> None:
    ret = read(sources(header=[CHILD], episodes=[EPISODE], reviews=[REVIEW]))

    assert ret.year == CollectionYear(end=2026)


def test_a_file_of_a_later_years_return_is_read_and_named() -> None:
    ret = a_return_of(CollectionYear(end=2023), sw_episodes=[{"CHILD": "0017", "SW_ID": "SW1"}])

    assert [(row.child, row.as_dict()["SW_ID"]) for row in ret.others["sw_episodes"]] == [("0017", "SW1")]
    assert [(p.code, p.kind) for p in ret.problems] == [("H-FILE-YEAR", "sw_episodes")]


@pytest.mark.parametrize("year", ["2017", "2018", "2019"])
def test_yearly_samples_are_read_whole(public_samples: Path, year: str) -> None:
    ret = read(public_samples / "yearly" / year, year=CollectionYear(end=int(year) + 1))

    assert [p.code for p in ret.problems if p.level == "refused"] == []
    assert {"header", "episodes", "reviews", "uasc"} <= {file.kind for file in ret.files}
    assert all(row.mother in ("", "0", "1") for row in ret.headers)


def test_dirty_samples_are_read_and_their_extra_columns_named(public_samples: Path) -> None:
    folder = public_samples / "pipeline-dirty"
    name = "SSDA903_episodes_for_testing_fixes_INPUT.csv"

    ret = read([Source(name, folder / name)], year=CollectionYear(end=2023))

    assert ret.files[0].extra_columns == ("LA", "YEAR")
    assert all(row.decom is None and row.came_as("DECOM") for row in ret.episodes)
    with pytest.raises(ReturnRefused, match="are both the Episodes file"):
        read(folder, year=CollectionYear(end=2023))
