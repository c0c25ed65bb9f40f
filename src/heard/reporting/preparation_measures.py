"""M18 to M21: parents consulted, consultation sent in time, the talk with the social worker, papers in time."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import ResponsibleAuthority
from heard.deadlines.measures import Span
from heard.reporting.shapes import Definition, Line, Measure, share
from heard.reporting.told import SINCE, judged_by, since_told
from heard.reviews.measures import preparation as counted
from heard.reviews.measures.preparation import InTime
from heard.reviews.measures.recorded import Between
from heard.reviews.measures.telling import held_before, telling
from heard.reviews.models import PaperKind

NO_LIMIT = _("Welsh law has no such limit.")
WHO: dict[str, Promise] = {
    "child": _("Child"),
    "parent": _("Parents"),
    "carer": _("Carers"),
    "school": _("Schools"),
    "nurse": _("Nurses and health"),
    "other": _("Others"),
}
PAPERS: dict[str, Promise] = {
    PaperKind.CARE_PLAN: _("Care plan"),
    PaperKind.SOCIAL_WORK_REPORT: _("Social work report"),
    PaperKind.EDUCATION_PLAN: _("Personal education plan"),
    PaperKind.HEALTH_PLAN: _("Health plan"),
    PaperKind.PLACEMENT_PLAN: _("Placement plan"),
    PaperKind.PATHWAY_PLAN: _("Pathway plan"),
    PaperKind.PREVIOUS_DECISIONS: _("Decisions of the last review"),
    PaperKind.OTHER: _("Another paper"),
}


def parents(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M18: parents with parental responsibility who were consulted, came, or had a talk of their own."""
    found = counted.parents(_told(authority, span))
    of, apart = found.to_consult, {"not_appropriate": found.not_appropriate, "not_listed": found.not_listed}
    lines = [
        share(found.consulted, of, parts=apart),
        share(found.attended, of, key="attended", name=_("Came to all or a part")),
        share(found.separate, of, key="separate", name=_("Talk of their own with the IRO")),
    ]
    return _lines(authority, span, lines)


def consultation(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M19, for everybody and by who was to be asked."""
    own = judged_by(counted.CONSULT, authority)
    if own is None:
        return [_no_limit()]
    told = counted.consultation(authority, _told(authority, span))
    found = told.groups
    every = InTime(
        done=sum(one.done for one in found.values()),
        of=sum(one.of for one in found.values()),
        short_notice=sum(one.short_notice for one in found.values()),
    )
    whole = replace(_line(every), note=own, parts={"short_notice": every.short_notice, "no_list": told.without_list})
    return _lines(authority, span, [whole, *(_line(found[who], key=who, name=name) for who, name in WHO.items())])


def talks(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M20."""
    own = judged_by(counted.TALK, authority)
    if own is None:
        return [_no_limit()]
    line = _line(counted.talks_with_social_worker(authority, _told(authority, span)))
    return _lines(authority, span, [replace(line, note=own)])


def papers(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M21: all needed papers in time; each paper, and how many the child and the family had."""
    own = judged_by(counted.PAPERS, authority)
    if own is None:
        return [_no_limit()]
    found = counted.papers(authority, _told(authority, span))
    every = found.all_in_time
    kinds = [_line(found.by_kind[kind], key=kind, name=name) for kind, name in PAPERS.items() if kind in found.by_kind]
    lines = [
        share(every.done, every.of, note=own, parts={"no_list": found.without_list}),
        *kinds,
        _line(found.with_child, key="with_child", name=_("Papers shared with the child")),
        _line(found.with_family, key="with_family", name=_("Papers shared with the family")),
    ]
    return _lines(authority, span, lines)


def _line(one: InTime, *, key: str = "", name: str | Promise = "") -> Line:
    return share(one.done, one.of, key=key, name=name, parts={"short_notice": one.short_notice})


def _no_limit() -> Line:
    return Line(value=None, numerator=None, denominator=None, note=NO_LIMIT)


def _between(authority: ResponsibleAuthority, span: Span) -> Between:
    return Between(authority_id=authority.pk, first=span.first, last=span.census)


def _told(authority: ResponsibleAuthority, span: Span) -> Between:
    """The part of the span that can be told of."""
    return telling(authority.pk).clip(_between(authority, span))


def _lines(authority: ResponsibleAuthority, span: Span, lines: Iterable[Line]) -> list[Line]:
    told = telling(authority.pk)
    left_out = held_before(told, _between(authority, span))
    return since_told(lines, since=told.since, left_out=left_out, census=span.census)


HELD = _("Reviews held in the period.")
MEASURES = (
    Measure(
        definition=Definition(
            id="M18",
            name=_("Parents consulted"),
            counted=_(
                "Of these parents, those to whom consultation was sent and did not come back, or who answered, "
                "came or had a talk."
            ),
            out_of=_(
                "Parents with parental responsibility, one for each review, unless a reason not to ask them is "
                "recorded."
            ),
            note=_(
                "How many came to all or a part, and had a talk of their own, stands beside it; and for how many "
                "there was a reason. A parent who stood on no list of people counts as not consulted."
            ),
            since=SINCE,
            version=2,
        ),
        compute=parents,
    ),
    Measure(
        definition=Definition(
            id="M19",
            name=_("Consultation sent in time"),
            counted=_(
                "Of these people, those to whom it was sent at least 10 working days before the review and did "
                "not come back."
            ),
            out_of=_("People who were to be invited or asked, one for each review held in the period."),
            note=_(
                "People asked too late because the review was at short notice are counted apart. A school is to be "
                "asked before a holiday in which the limit lies. A parent with parental responsibility who stood on "
                "no list, and the child where there was no list, count as not asked. Welsh law has no such limit: "
                "where the council has set its own, that is the one."
            ),
            since=SINCE,
            version=2,
        ),
        compute=consultation,
    ),
    Measure(
        definition=Definition(
            id="M20",
            name=_("Talk of social worker and IRO in time"),
            counted=_("Of these reviews, those before which they talked at least 15 working days ahead."),
            out_of=HELD,
            note=_(
                "Reviews at short notice without that talk in time are counted apart. Welsh law has no such limit: "
                "where the council has set its own, that is the one."
            ),
            since=SINCE,
            version=2,
        ),
        compute=talks,
    ),
    Measure(
        definition=Definition(
            id="M21",
            name=_("Papers in time"),
            counted=_("Of these reviews, those with every needed paper at least 3 working days ahead."),
            out_of=HELD,
            note=_(
                "A review without a list of papers counts as one without them, and their number stands beside it. "
                "Each paper is counted apart. Welsh law has no such limit: where the council has set its own, that is "
                "the one."
            ),
            since=SINCE,
            version=2,
        ),
        compute=papers,
    ),
)
