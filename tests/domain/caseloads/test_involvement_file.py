"""The file of involvements: read in every form that spreadsheets write, refused line by line."""

from datetime import date

import pytest

from heard.caseloads import involvement_file
from heard.caseloads.involvement_file import NotATable, TooManyRows, read
from heard.caseloads.involvements import InvolvementRow, RefusedRow, Spell


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_reads_what_spreadsheets_write(separator: str, encoding: str) -> None:
    heads = separator.join(["E-mail address", "Local ID", "Until", "From", "What", "Note"])
    line = separator.join(["siân@anyshire.example", "4711", "2026-11-20", "01/11/2026", "Manages the case", "–"])

    found = read(f"{heads}\r\n{line}\r\n\r\n".encode(encoding))

    spell = Spell(from_on=date(2026, 11, 1), until_on=date(2026, 11, 20))
    row = InvolvementRow(row=0, local_id="4711", email="siân@anyshire.example", kind="manages-case", spell=spell)
    assert (found.rows, found.refused) == ((row,), ())


def test_a_day_that_cannot_be_read_refuses_its_line_alone() -> None:
    found = read(b"local_id,email,what,from\n1,a@b.example,visits-child,2026-02-30\n2,a@b.example,visits-child,\n")

    assert [row.local_id for row in found.rows] == ["2"]
    assert found.refused == (RefusedRow(row=0, message="“2026-02-30” is not a day. Write it as 31/12/2026."),)


def test_a_kind_that_is_not_known_goes_on_as_it_came() -> None:
    assert [row.kind for row in read(b"local_id,email,what\n1,a,Knows the child\n2,b\n").rows] == [
        "Knows the child",
        "",
    ]


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n", b"local_id,email\n1,2\n", b"PK\x03\x04\0", b'local_id,email,what\n"1']
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    if content.startswith(b"local_id,email,what"):
        assert len(read(content).rows) == 1  # an open quotation ends with the file
    else:
        with pytest.raises(NotATable):
            read(content)


def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(TooManyRows):
        read(b"local_id,email,what\n" + b"1,a,b\n" * (involvement_file.MOST_ROWS + 1))


def test_the_template_has_every_kind() -> None:
    heads, *lines = involvement_file.template()

    assert heads == ["local_id", "email", "what", "from", "until"]
    assert [line[2] for line in lines] == [
        "prepared-plan", "manages-case", "visits-child", "personal-adviser", "manages-one-of-those",
        "controls-resources",
    ]  # fmt: skip
