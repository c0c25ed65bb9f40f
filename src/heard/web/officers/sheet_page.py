"""The reviewing officers as young people are to see them: faces, words, and how to reach them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from heard.accounts.models import ResponsibleAuthority
from heard.caseloads.team import Officer
from heard.web.officers import parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One officer of the sheet."""

    name: str
    photo: parts.Photo
    words: str
    languages: str
    email: str
    telephone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """The sheet."""

    people: tuple[Person, ...]
    without_photo: tuple[str, ...]
    without_words: tuple[str, ...]
    duty_email: str
    duty_telephone: str


def sheet_page(found: Sequence[Officer], photos: Mapping[int, str], *, authority: ResponsibleAuthority) -> SheetPage:
    """This will put those in post onto the sheet, and name whose photo or words are missing."""
    people = [officer for officer in found if officer.post is not None]
    return SheetPage(
        people=tuple(_person(officer, photos.get(officer.user.pk, "")) for officer in people),
        without_photo=tuple(officer.user.name for officer in people if officer.user.pk not in photos),
        without_words=tuple(
            officer.user.name
            for officer in people
            if officer.profile is None or not officer.profile.words_for_young_people
        ),
        duty_email=authority.duty_email,
        duty_telephone=authority.duty_telephone,
    )


def _person(officer: Officer, digest: str) -> Person:
    profile = officer.profile
    return Person(
        name=officer.user.name,
        photo=parts.photo_of(officer.user, digest),
        words=profile.words_for_young_people if profile else "",
        languages=parts.languages(profile.languages) if profile else "",
        email=officer.user.email,
        telephone=profile.telephone if profile else "",
    )
