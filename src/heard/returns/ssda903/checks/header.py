"""Section C: the Header file, and the children its rows stand for."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from heard.returns.ssda903.checks.table import (
    BLANK,
    READ,
    UNREADABLE,
    Case,
    ChildCheck,
    HeaderCheck,
    ReturnCheck,
    birthday,
)
from heard.returns.ssda903.codes import ETHNICITIES, UPN_UNKNOWN
from heard.returns.ssda903.dates import in_words, why_unreadable
from heard.returns.ssda903.reading import Return903
from heard.returns.ssda903.rows import HeaderRow, Row

_UPN = re.compile(r"[A-HJ-NP-RT-Z](\d{12}|\d{11}[A-Z])", re.ASCII)
_SEX_FROM_2025 = frozenset({"M", "F", "U"})
_SEX_UNTIL_2024 = frozenset({"1", "2"})


def _no_birth(row: HeaderRow, case: Case) -> str:
    if row.is_unreadable("DOB"):
        return why_unreadable(row.came_as("DOB"))
    return "The date of birth is missing. Without it no age can be told."


def _old_enough_for_school(row: HeaderRow, case: Case) -> bool:
    begins = date(case.starts_on.year - 1, 8, 31)
    return row.dob is not None and birthday(row.dob, 4) <= begins


def _unaccompanied_too_young(row: HeaderRow, case: Case) -> bool:
    return case.child.is_uasc and row.dob is not None and birthday(row.dob, 11) > case.ends_on


def _mother_too_young(row: HeaderRow, case: Case) -> bool:
    return row.dob is not None and birthday(row.dob, 11) > case.starts_on


def _made(row: HeaderRow, case: Case) -> bool:
    """The codes of the row say it all."""
    return True


def _upn_shared(ret: Return903) -> Iterable[Row]:
    count = Counter(row.upn for row in ret.headers if row.upn and row.upn not in UPN_UNKNOWN)
    return (row for row in ret.headers if count[row.upn] > 1)


def _twice(case: Case) -> Iterable[Row]:
    return case.child.headers if len(case.child.headers) > 1 else ()


CHECKS = (
    HeaderCheck(
        code="101",
        title="Unknown code for sex",
        field="SEX",
        first=2025,
        when=lambda codes: codes.sex_as_given not in _SEX_FROM_2025,
        test=_made,
        says="SEX is M, F or U from 2024-25 on. It was read as given; write the new code.",
    ),
    HeaderCheck(
        code="101",
        title="Unknown code for sex",
        field="SEX",
        last=2024,
        when=lambda codes: codes.sex_as_given not in _SEX_UNTIL_2024,
        test=_made,
        says="SEX is 1 (male) or 2 (female) up to 2023-24. It was read as given; write the code of that year.",
    ),
    HeaderCheck(
        code="102",
        title="No date of birth that can be read",
        field="DOB",
        when=lambda codes: codes.dob != READ,
        test=_made,
        says=_no_birth,
    ),
    HeaderCheck(
        code="103",
        title="No ethnicity, or an unknown one",
        field="ETHNIC",
        when=lambda codes: codes.ethnic not in ETHNICITIES,
        test=_made,
        says=lambda row, case: (
            f"{row.ethnic} is no code for ethnicity. Give one of the list, or NOBT when it is not known yet."
            if row.ethnic
            else "The ethnicity is missing. Give NOBT when it is not known yet."
        ),
    ),
    HeaderCheck(
        code="168",
        title="Not a UPN",
        field="UPN",
        when=lambda codes: codes.upn != "" and codes.upn not in UPN_UNKNOWN,
        test=lambda row, case: _UPN.fullmatch(row.upn) is None,
        says="This is no UPN: a letter and 12 digits, or a letter, 11 digits and a letter, or one of UN1 to UN5.",
    ),
    HeaderCheck(
        code="171",
        title="The birth of the first child cannot be read",
        field="MC_DOB",
        when=lambda codes: codes.mc_dob == UNREADABLE,
        test=_made,
        says=lambda row, case: why_unreadable(row.came_as("MC_DOB")),
    ),
    HeaderCheck(
        code="174",
        title="The birth of a first child for a boy",
        field="MC_DOB",
        when=lambda codes: codes.sex == "M" and codes.mc_dob != BLANK,
        test=_made,
        says="MC_DOB is for mothers only, and SEX says male.",
    ),
    HeaderCheck(
        code="209",
        title="Not of school age, but old enough",
        field="UPN",
        when=lambda codes: codes.upn == "UN1",
        test=_old_enough_for_school,
        says="UN1 is for children not of school age, but this one was 4 before the school year began.",
    ),
    HeaderCheck(
        code="231",
        title="Unaccompanied and under 11",
        field="DOB",
        first=2025,
        test=_unaccompanied_too_young,
        says="The child is marked as unaccompanied and seeking asylum but is under 11. Check both.",
    ),
    HeaderCheck(
        code="232",
        title="Sex not known",
        field="SEX",
        first=2025,
        when=lambda codes: codes.sex_as_given == "U",
        test=_made,
        says="SEX is U, not known. Check that it is meant.",
    ),
    HeaderCheck(
        code="301",
        title="Born after the collection year",
        field="DOB",
        test=lambda row, case: row.dob is not None and row.dob > case.ends_on,
        says=lambda row, case: f"The child was born after {in_words(case.ends_on)}, the last day of this return.",
    ),
    HeaderCheck(
        code="351",
        title="25 before the collection year began",
        field="DOB",
        test=lambda row, case: row.dob is not None and birthday(row.dob, 25) < case.starts_on,
        says=lambda row, case: f"This person was 25 before {in_words(case.starts_on)}, the first day of this return.",
    ),
    ReturnCheck(
        code="444",
        title="One UPN for two",
        field="UPN",
        first=2026,
        find=_upn_shared,
        says="Another row of the Header file has the same UPN. Each child has a UPN of their own.",
    ),
    HeaderCheck(
        code="611",
        title="A mother without her child's birth",
        field="MC_DOB",
        when=lambda codes: codes.mother == "1" and codes.mc_dob == BLANK,
        test=_made,
        says="MOTHER is 1, so MC_DOB, the birth of her first child, is needed.",
    ),
    HeaderCheck(
        code="612",
        title="A child's birth without a mother",
        field="MOTHER",
        when=lambda codes: codes.sex == "F" and codes.mother in ("", "0") and codes.mc_dob != BLANK,
        test=_made,
        says="MC_DOB is given, so MOTHER is 1.",
    ),
    HeaderCheck(
        code="620",
        title="A mother under 11",
        field="MOTHER",
        when=lambda codes: codes.mother == "1",
        test=_mother_too_young,
        says="MOTHER is 1, but the child was under 11 when the year began.",
    ),
    HeaderCheck(
        code="621",
        title="A child born before the mother",
        field="MC_DOB",
        when=lambda codes: codes.mc_dob == READ,
        test=lambda row, case: row.mc_dob is not None and row.dob is not None and row.mc_dob <= row.dob,
        says="The first child was born no later than the mother. Put the wrong date right.",
    ),
    ChildCheck(
        code="INT32",
        title="A child twice in the Header file",
        field="CHILD",
        find=_twice,
        says="The child is in the Header file more than once. Keep the right row; the first one was used.",
    ),
    ChildCheck(
        code="INT03",
        title="The child of an episode is not in the Header file",
        field="CHILD",
        level="refused",
        find=lambda case: case.episodes if case.header is None else (),
        says="The child is not in the Header file. Add the child there or put the identifier right.",
    ),
)
