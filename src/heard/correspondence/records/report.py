"""Making the document of a social work report out of what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from heard.correspondence.compose import Letterhead
from heard.correspondence.records.building import earlier_table
from heard.correspondence.records.document import Document, Paragraph, Part
from heard.correspondence.records.words import day_in_words, words_in
from heard.law import Nation
from heard.planning.models import PlanDate
from heard.reviews.models import ReportVersion
from heard.reviews.report.content import ReportContent
from heard.reviews.report.headings import headings_for

LAST_DECISIONS = "last_decisions"  # the heading under which what became of them is shown by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutReport:
    """What stands round a report: whose paper it is, the day, the language, and the signed version if it is one."""

    letterhead: Letterhead
    dated_on: date
    language: str = "en"
    signed: ReportVersion | None = None


def report_document(content: ReportContent, about: AboutReport) -> Document:
    """This will make the document: every heading of the nation, also one under which nothing is written."""
    words = words_in(about.language)
    report = words["report"]
    return Document(
        language=about.language,
        council=about.letterhead.council,
        service=about.letterhead.service_in(about.language),
        copy=report["copy"],
        title=report["title"].format(child=content.child_name),
        facts=tuple(_facts(content, report, about.language)),
        parts=tuple(_parts(content, words, about.language)),
        private=words["private"],
        signed=_signed(about.signed, words, about.language),
        page_of=words["page_of"],
        dated_on=(about.signed.signed_on if about.signed else about.dated_on).isoformat(),
        file_name=report["file"],
        mark="" if about.signed else report["draft"],
    )


def _facts(content: ReportContent, report: dict[str, Any], language: str) -> Iterator[tuple[str, str]]:
    known = {
        "born": day_in_words(content.born_on, language=language),
        "review": day_in_words(content.review_on, language=language),
        "social_worker": ", ".join(content.social_workers),
    }
    for name, value in known.items():
        if value:
            yield report["facts"][name], value
    for kind, on in content.done:
        yield report["done"].get(kind, PlanDate.Kind(kind).label), day_in_words(on, language=language)


def _parts(content: ReportContent, words: dict[str, Any], language: str) -> Iterator[Part]:
    for number, heading in enumerate(headings_for(Nation(content.nation)), start=1):
        written = [line for line in content.under(heading.key).split("\n") if line.strip()]
        table = earlier_table(content.earlier, words, language) if heading.key == LAST_DECISIONS else None
        yield Part(
            heading=f"{number} {heading.title(language)}",
            note="" if written or table else words["report"]["nothing"],
            paragraphs=tuple(Paragraph(text=line) for line in written),
            table=table,
        )


def _signed(version: ReportVersion | None, words: dict[str, Any], language: str) -> str:
    if version is None:
        return str(words["unsigned"])
    told = {
        "number": version.number,
        "writer": version.given_by.name,
        "who": version.signed_by.name,
        "day": day_in_words(version.signed_on.isoformat(), language=language),
    }
    mark = f"{version.sha256[:4]} {version.sha256[4:8]}".upper()
    return f"{words['report']['signed'].format(**told)} · {mark}"
