"""The page of the ledger and the lines of its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.deadlines.models import Deadline
from heard.law import Duty
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters import numbers as shown
from heard.pages.presenters.parts import Choice, ChoiceGroup, Chosen, Filter, Head, Pages, address, sortable
from heard.reviews.decisions.ledger import Counts
from heard.reviews.decisions.queries import Line, Waiting
from heard.reviews.decisions.standing import Standing
from heard.reviews.models import Review, ReviewDecision, SocialWorkReport
from heard.web.child import words
from heard.web.decisions.asked import ALL, Asked
from heard.web.decisions.rows import KINDS, Row, answer_in_words, row_of
from heard.web.downloads import Cell
from heard.web.paging import PageAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAnswer:
    """A review whose decisions wait for this manager's answer, or whose report for the manager's signature."""

    text: str
    href: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    """Everything that the page shows."""

    sub: str
    filter: Filter
    filter_page: str
    crumbs: tuple[Link, ...]
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    caption: str
    shown: str
    pages: Pages | None
    csv: str
    xlsx: str
    may_export: bool
    narrowed: bool
    everything: str
    to_answer: tuple[ToAnswer, ...]


def page_of(
    found: Sequence[Line],
    *,
    asked: Asked,
    counts: Counts,
    waiting: Sequence[Waiting],
    reports: Sequence[SocialWorkReport],
    unwritten: Sequence[Review],
    viewer: User,
    numbers: Mapping[int, Deadline],
    page: PageAsked,
    path: str,
) -> LedgerPage:
    """This will make the page."""
    panel = _filter(asked, counts, viewer, path)
    span = {"first": page.offset + 1, "last": page.ends, "all": page.count}
    return LedgerPage(
        sub=_sub(asked, counts, page.count),
        filter=panel,
        filter_page=address(path, asked.kept | {"filter": ["1"]}),
        crumbs=(Link(text=_("Decisions"), href=address(path, asked.kept)),),
        heads=_heads(asked, path),
        rows=tuple(row_of(line, nation=viewer.authority.nation, numbers=numbers) for line in found),
        caption=_("Decisions, %(shown)s") % {"shown": _span(span)},
        shown=_span(span),
        pages=page.links(path, asked.kept),
        csv=address(reverse("decisions:export", args=["csv"]), asked.kept),
        xlsx=address(reverse("decisions:export", args=["xlsx"]), asked.kept),
        may_export=viewer.may(Permission.CHILDREN_EXPORT),
        narrowed=bool(panel.chosen),
        everything=path,
        to_answer=(
            *(_to_answer(one) for one in waiting),
            *(_to_sign(one) for one in reports),
            *(_to_write(one) for one in unwritten),
        ),
    )


def _span(span: Mapping[str, int]) -> str:
    return _("%(first)s to %(last)s of %(all)s") % {key: shown.whole(value) for key, value in span.items()}


def _sub(asked: Asked, counts: Counts, count: int) -> str:
    if "own" in asked.whose:
        lead = _("Every decision of your children’s reviews, kept here until it is done.")
    elif "mine" in asked.whose:
        lead = _("The decisions that you are to carry out.")
    else:
        lead = _("Every decision of the reviews of children whom you see, kept here until it is done.")
    told = {"n": shown.whole(count), "all": shown.whole(counts.all)}
    many = ngettext("%(n)s of %(all)s decision shown.", "%(n)s of %(all)s decisions shown.", counts.all) % told
    return f"{lead} {many}"


def _heads(asked: Asked, path: str) -> tuple[Head, ...]:
    kept = {name: value for name, value in asked.kept.items() if name != "sort"}

    def head(text: str, key: str, *, numeric: bool = False) -> Head:
        made = sortable(text, key=key, sorted_by=asked.sort, path=path, kept={}, numeric=numeric)
        turned = f"-{key}" if made.sort == "ascending" else key
        return Head(text=text, href=address(path, kept, sort=turned), sort=made.sort, numeric=numeric)

    return (
        head(_("Due, and why"), "due"),
        Head(text=_("Decision")),
        head(_("Child, review"), "child"),
        head(_("Owner"), "owner"),
        Head(text=_("Manager’s answer")),
        head(_("Carried over"), "carried", numeric=True),
    )


def _to_answer(one: Waiting) -> ToAnswer:
    told = {"name": one.review.child.shown_name}
    note = ngettext("%(n)d decision", "%(n)d decisions", one.open) % {"n": one.open}
    if one.due is not None:
        own = one.due.duty is Duty.LOCAL
        by = _("answer by %(day)s, the council’s own limit") if own else _("answer by %(day)s")
        by = by % {"day": dates.long(one.due.due_on)}
        note = f"{note}, {by}"
    href = reverse("decisions:answer", args=[one.review.pk])
    return ToAnswer(text=_("Answer the decisions for %(name)s") % told, href=href, note=note)


def _to_sign(report: SocialWorkReport) -> ToAnswer:
    review = report.review
    return ToAnswer(
        text=_("Sign the social work report for %(name)s") % {"name": review.child.shown_name},
        href=reverse("report:show", args=[review.pk]),
        note=_day_of(review),
    )


def _to_write(review: Review) -> ToAnswer:
    return ToAnswer(
        text=_("Write the social work report for %(name)s") % {"name": review.child.shown_name},
        href=reverse("report:write", args=[review.pk]),
        note=_day_of(review),
    )


def _day_of(review: Review) -> str:
    on = review.held_on or review.arranged_for
    return _("Review on %(day)s") % {"day": dates.long(on)} if on else ""


def _filter(asked: Asked, counts: Counts, viewer: User, path: str) -> Filter:
    groups = (
        _group("whose", _("Whose"), _whose(viewer), asked.whose or (ALL,), {"mine": counts.mine}),
        _group("state", _("State"), _states(), asked.states, counts.states),
        _group("age", pgettext("of a decision", "Age"), _ages(), asked.ages, counts.ages),
        _group("answer", _("Manager’s answer"), _answers(), asked.answers, counts.answers),
        _group("owner", _("Owner"), _owners(), asked.owners, counts.owners),
    )
    offered = tuple(group for group in groups if group.choices)
    return Filter(
        action=path,
        groups=offered,
        chosen=tuple(_chosen(asked, offered, path)),
        clear=path,
        hidden=(("sort", asked.sort),) if asked.sort != "due" else (),
    )


def _whose(viewer: User) -> dict[str, str]:
    if viewer.may(Permission.WORKLIST_OWN):
        return {"own": _("Of my children"), "mine": _("For me to do"), ALL: _("All whom I see")}
    if viewer.may(Permission.REVIEW_PREPARE):
        return {"mine": _("For me to do"), ALL: _("All whom I see")}
    return {}


def _states() -> dict[str, str]:
    return {"open": pgettext("state", "Open"), "done": _("Done"), "dropped": _("Dropped, with reason")}


def _ages() -> dict[str, str]:
    once = ngettext("Carried over once", "Carried over %(n)d times", 1) % {"n": 1}
    return {"late": _("Late"), "once": once, "more": _("Carried over twice or more")}


def _answers() -> dict[str, str]:
    return {
        Standing.AGREED: _("Agreed"),
        Standing.SILENT: _("Agreed by silence"),
        Standing.DISAGREED: _("Disagreed"),
        Standing.WAITING: _("Waiting"),
        Standing.NOT_RECEIVED: _("Not known to be received"),
        Standing.NOT_SENT: _("Not sent yet"),
    }


def _owners() -> dict[str, str]:
    return {
        "sw": _("Social worker"),
        "tm": _("Team manager"),
        "carer": _("Carer"),
        "family": _("Child or family"),
        "services": _("School or health"),
        "iro": _("IRO"),
        "other": _("Somebody else"),
    }


def _group(
    name: str, legend: str, offered: Mapping[str, str], chosen: Sequence[str], counts: Mapping[str, int]
) -> ChoiceGroup:
    boxes = tuple(
        Choice(value=str(value), text=text, checked=value in chosen, count=counts.get(value))
        for value, text in offered.items()
    )
    return ChoiceGroup(name=name, legend=legend, choices=boxes)


def _chosen(asked: Asked, groups: Sequence[ChoiceGroup], path: str) -> list[Chosen]:
    """What narrows the list, each with the address without it; the usual choices are not named."""
    found = []
    for group in groups:
        for choice in group.choices:
            if choice.value not in asked.kept[group.name] or choice.value == ALL:
                continue
            rest = [value for value in asked.kept[group.name] if value != choice.value]
            found.append(Chosen(text=choice.text, href=address(path, asked.kept | {group.name: rest})))
    return found


def file_heads() -> list[str]:
    """This will give the heads of the file."""
    return [
        _("Local id"), _("Name"), _("Review"), _("Held"), _("Decision"), _("Owner"), _("Kind of owner"), _("Due"),
        _("New date"), _("State"), _("Done"), _("What came of it, or why it was dropped"), _("Manager’s answer"),
        _("Answered"), _("Times carried over"),
    ]  # fmt: skip


def cells(line: Line, *, numbers: Mapping[int, Deadline]) -> list[Cell]:
    """This will give one decision for the file. The child's own words stay on the page."""
    one = line.decision
    deadline = numbers.get(one.review_id)
    return [
        one.child.local_id,
        one.child.shown_name,
        words.title_of(deadline) if deadline else _("Review"),
        one.review.held_on,
        one.words,
        one.owner_name,
        str(KINDS[ReviewDecision.OwnerKind(one.owner_kind)]),
        one.due_on,
        one.remedial_due_on,
        _states()[one.state],
        one.done_on,
        one.outcome,
        answer_in_words(line.answer, today=line.today, about=one.words).text,
        line.answer.on,
        one.carried_times,
    ]
