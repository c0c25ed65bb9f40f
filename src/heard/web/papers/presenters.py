"""What the papers of a review look like on the page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.permissions import Permission
from heard.law import england_and_wales
from heard.pages.frame import Link
from heard.pages.presenters import clock, dates
from heard.pages.presenters.parts import Badge, Tone
from heard.reviews.models import Paper, PapersChoice, PaperVersion
from heard.reviews.papers.files import DOCX, NAMES
from heard.reviews.papers.queries import may_withdraw
from heard.web.due import DueCell, cell_of
from heard.web.papers.facts import PaperPageFacts, name_of
from heard.web.papers.forms import CHOICES
from heard.web.report.state import state_words, way_in

KILOBYTE = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One version of a paper. Without an address it was taken back; `withdraw` is empty where that cannot be done."""

    text: str
    href: str
    about: str
    scanned: str
    withdraw: str
    withdraw_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One paper of the list."""

    name: str
    state: Badge
    note: str
    shared: tuple[str, ...]
    files: tuple[File, ...]
    change: str
    upload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page of the papers."""

    rows: tuple[Row, ...]
    counted: str
    cell: DueCell | None
    done: clock.Clock | None
    no_limit: str
    may_make: bool
    add: str
    chase: str
    without: str
    chosen: str
    chosen_why: str
    report: str  # how far the social work report is that is written here, and the way to it
    report_link: Link | None


def page_of(facts: PaperPageFacts) -> Page:
    """Give the page."""
    needed = [paper for paper in facts.papers if paper.needed]
    came = [paper.received_on for paper in needed if paper.received_on is not None]
    done = None
    if needed and len(came) == len(needed):
        due_on = facts.due.due_on if facts.due else None
        done = clock.done(max(came), due_on=due_on, today=facts.today, calendar=england_and_wales())
    at, lacks = [facts.review.pk], bool(facts.missing) and facts.changes
    chosen = facts.choice
    return Page(
        rows=tuple(_row(paper, facts) for paper in facts.papers),
        counted=ngettext("%(in)d of %(n)d paper is here", "%(in)d of %(n)d papers are here", len(needed))
        % {"in": len(came), "n": len(needed)},
        cell=cell_of(facts.due, about=_("the papers"), event="", today=facts.today) if facts.due else None,
        done=done,
        no_limit=_("No limit in Welsh law: early enough that everybody can read them.")
        if facts.authority.nation == "wales" and facts.due is None
        else "",
        may_make=facts.changes and not facts.papers,
        add=reverse("papers:add", args=at) if facts.changes and facts.papers else "",
        chase=reverse("papers:chase", args=at) if lacks and facts.viewer.may(Permission.REVIEW_ARRANGE) else "",
        without=reverse("papers:without", args=at) if lacks and facts.viewer.may(Permission.REVIEW_RECORD) else "",
        chosen=_chosen(chosen, facts) if chosen else "",
        chosen_why=chosen.reason if chosen else "",
        report=_("Social work report. %(state)s") % {"state": state_words(facts.report)},
        report_link=way_in(facts.review, facts.report),
    )


def _chosen(choice: PapersChoice, facts: PaperPageFacts) -> str:
    return _("%(choice)s. Chosen on %(day)s by %(by)s.") % {
        "choice": str(CHOICES[PapersChoice.Choice(choice.choice)]),
        "day": dates.long(choice.chosen_on),
        "by": choice.chosen_by.name,
    }


def _row(paper: Paper, facts: PaperPageFacts) -> Row:
    name, at = name_of(paper), [paper.review_id, paper.pk]
    return Row(
        name=name,
        state=_state(paper, facts),
        note=paper.reason_not_needed if not paper.needed else "",
        shared=tuple(_shared(paper, facts)),
        files=tuple(file_of(version, paper, facts) for version in paper.versions.all()),
        change=reverse("papers:change", args=at) if facts.changes else "",
        upload=reverse("papers:upload", args=at) if facts.changes and paper.needed else "",
    )


def _state(paper: Paper, facts: PaperPageFacts) -> Badge:
    if not paper.needed:
        return Badge(text=_("Not needed"), tone=Tone.GREY)
    if paper.received_on is None:
        late = facts.due is not None and facts.today > facts.due.due_on
        return Badge(text=_("Missing"), tone=Tone.RED if late else Tone.ORANGE)
    words = {"day": dates.short(paper.received_on, today=facts.today)}
    if facts.due is not None and paper.received_on > facts.due.due_on:
        return Badge(text=_("Received late, %(day)s") % words, tone=Tone.ORANGE)
    return Badge(text=_("Received %(day)s") % words, tone=Tone.GREEN)


def _shared(paper: Paper, facts: PaperPageFacts) -> list[str]:
    found = []
    for day, words in (
        (paper.shared_with_child_on, _("Child: %(day)s")),
        (paper.shared_with_family_on, _("Family: %(day)s")),
        (paper.chased_on, _("Asked for again: %(day)s")),
    ):
        if day is not None:
            found.append(words % {"day": dates.short(day, today=facts.today)})
    return found


def file_of(version: PaperVersion, paper: Paper, facts: PaperPageFacts) -> File:
    """Give one version with its link: read in the browser, or downloaded where it is a Word document."""
    told = {"n": version.number, "paper": name_of(paper), "kind": NAMES[version.content_type]}
    if version.withdrawn_on is not None:
        return _withdrawn(version, told)
    words = _("Download version %(n)d of %(paper)s (%(kind)s)")
    if version.content_type != DOCX:
        words = _("Open version %(n)d of %(paper)s (%(kind)s)")
    at = [paper.review_id, version.pk]
    clean = version.scan == PaperVersion.Scan.CLEAN
    return File(
        text=words % told,
        href=reverse("papers:file", args=at),
        about=_("%(size)s, uploaded by %(by)s on %(day)s")
        % {"size": size(version.size), "by": version.uploaded_by.name, "day": dates.instant(version.uploaded_at)},
        scanned=_("No virus found.") if clean else _("Not scanned."),
        withdraw=reverse("papers:withdraw", args=at) if may_withdraw(version, facts.viewer) else "",
        withdraw_text=_("Take back version %(n)d of %(paper)s") % told,
    )


def _withdrawn(version: PaperVersion, told: dict[str, object]) -> File:
    assert version.withdrawn_on is not None
    assert version.withdrawn_by is not None
    facts = {"day": dates.long(version.withdrawn_on), "by": version.withdrawn_by.name, "why": version.withdrawn_why}
    return File(
        text=_("Version %(n)d of %(paper)s was taken back") % told,
        href="",
        about=_("On %(day)s by %(by)s: %(why)s") % facts,
        scanned="",
        withdraw="",
        withdraw_text="",
    )


def size(count: int) -> str:
    """Give the size of a file in words."""
    if count < KILOBYTE * KILOBYTE:
        return _("%(n)d KB") % {"n": max(1, round(count / KILOBYTE))}
    return _("%(n).1f MB") % {"n": count / KILOBYTE / KILOBYTE}
