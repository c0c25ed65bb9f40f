"""The list behind a number of the caseloads: each case with its child, officer, stream and day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.pages.presenters import dates, numbers
from heard.pages.presenters.parts import Link, Pages, Pill, address
from heard.reporting.carried import Case
from heard.web.child import words as child_words
from heard.web.downloads import Cell
from heard.web.paging import PageAsked
from heard.web.service.caseload_page import streams

LONGEST_KEY = 15  # digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for: an officer, and streams; all of them where it names none that is known."""

    officer_id: int | None
    streams: tuple[str, ...]
    every: bool

    @classmethod
    def of(cls, given: QueryDict, *, known: Sequence[str]) -> "Asked":
        """This will read the address; what it does not know it leaves out."""
        key = given.get("iro", "")
        chosen = tuple(stream for stream in known if stream in given.getlist("stream"))
        return cls(
            officer_id=int(key) if key.isdecimal() and len(key) <= LONGEST_KEY else None,
            streams=chosen or tuple(known),
            every=not chosen,
        )

    @property
    def kept(self) -> dict[str, str | tuple[str, ...]]:
        """What stays in the address of each link of the page."""
        return {
            "iro": "" if self.officer_id is None else str(self.officer_id),
            "stream": () if self.every else self.streams,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case."""

    name: str
    href: str
    age: str
    officer: str
    stream: str
    since: str
    since_iso: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesPage:
    """Everything that the page shows; the addresses of files are empty for those who may not take children out."""

    sub: str
    crumbs: tuple[Link, ...]
    pills: tuple[Pill, ...]
    rows: tuple[CaseRow, ...]
    pages: Pages | None
    csv: str
    xlsx: str


def cases_page(
    cases: Sequence[Case], *, viewer: User, asked: Asked, officer: str, page: PageAsked, today: date, chairs: bool
) -> CasesPage:
    """This will make the page of the cases that stand on it."""
    words, path = streams(chairs=chairs), reverse("service:caseload_children")
    return CasesPage(
        sub=_sub(page.count, asked, officer, words),
        crumbs=(
            Link(text=gettext("Service"), href=reverse("service:today")),
            Link(text=gettext("Caseload"), href=reverse("service:caseload")),
        ),
        pills=_pills(asked, words, path),
        rows=tuple(_row(case, words, today) for case in cases),
        pages=page.links(path, asked.kept),
        **_files(viewer, asked),
    )


def _files(viewer: User, asked: Asked) -> dict[str, str]:
    if not viewer.may(Permission.CHILDREN_EXPORT):
        return {"csv": "", "xlsx": ""}
    return {
        form: address(reverse("service:caseload_children_export", args=[form]), asked.kept) for form in ("csv", "xlsx")
    }


def _sub(count: int, asked: Asked, officer: str, words: Mapping[str, str]) -> str:
    told = ngettext("%(n)s case", "%(n)s cases", count) % {"n": numbers.whole(count)}
    named = [told, *([officer] if officer else [])]
    if not asked.every:
        named.append(" + ".join(words[stream] for stream in asked.streams))
    return ", ".join(named)


def _pills(asked: Asked, words: Mapping[str, str], path: str) -> tuple[Pill, ...]:
    every = Pill(text=gettext("All streams"), href=address(path, asked.kept, stream=None), current=asked.every)
    return (
        every,
        *(
            Pill(text=text, href=address(path, asked.kept, stream=stream), current=asked.streams == (stream,))
            for stream, text in words.items()
        ),
    )


def _row(case: Case, words: Mapping[str, str], today: date) -> CaseRow:
    child = case.child
    return CaseRow(
        name=child.shown_name,
        href=reverse("child:show", args=[child.pk]),
        age=child_words.age(child.born_on, today=today) if child.born_on else "",
        officer=case.officer,
        stream=words[case.stream],
        since=dates.short(case.since, today=today),
        since_iso=case.since.isoformat(),
    )


def heads() -> list[str]:
    """This will give the heads of the list as a file."""
    return [gettext("Child"), gettext("Local number"), gettext("IRO"), gettext("Stream"), gettext("Since")]


def cells(case: Case, words: Mapping[str, str]) -> list[Cell]:
    """This will give one line of the file."""
    return [case.child.shown_name, case.child.local_id, case.officer, words[case.stream], case.since]
