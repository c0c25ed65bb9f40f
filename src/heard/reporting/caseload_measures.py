"""M05 to M07: average caseload, allocation in time, continuity."""

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import ResponsibleAuthority
from heard.caseloads import measures
from heard.caseloads.caseload import Average, Team, team_on
from heard.deadlines.measures import Span
from heard.reporting.carried import averages_on, month_ends
from heard.reporting.shapes import Definition, Line, Measure, Month, Unit

STREAMS: dict[str, str | Promise] = {
    "full_time": _("Full-time care"),
    "short_break": _("Series of short breaks"),
    "pathway": _("Pathway plans"),
    "child_protection": _("Child protection conferences"),
}


def average_caseload(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M05: the average, each stream apart, least, middle and most; by month of the span."""
    team = team_on(authority.pk, authority.nation, on=span.census)
    months = averages_on(authority.pk, month_ends(first=span.first, last=span.census))
    whole = _line(
        team.average,
        note=_note(team),
        parts={stream: average.children for stream, average in team.by_stream.items()},
        months=tuple(
            Month(
                month=day.replace(day=1),
                value=None if average.shown is None else Decimal(average.shown),
                numerator=Decimal(average.children),
                denominator=average.fte,
            )
            for day, average in months
        ),
    )
    streams = [
        _line(average, key=stream.replace("_", "-"), name=STREAMS[stream])
        for stream, average in team.by_stream.items()
        if average.children
    ]
    return [whole, *streams, *_spread(team)]


def _line(
    average: Average,
    *,
    key: str = "",
    name: str | Promise = "",
    note: str | Promise = "",
    parts: dict[str, int] | None = None,
    months: tuple[Month, ...] = (),
) -> Line:
    return Line(
        value=None if average.shown is None else Decimal(average.shown),
        numerator=Decimal(average.children),
        denominator=average.fte,
        unit=Unit.PER_POST,
        key=key,
        name=name,
        note=note,
        parts=parts or {},
        months=months,
    )


def _note(team: Team) -> str | Promise:
    over = sum(row.against_guide == "over" for row in team.rows)
    if not team.average.fte:
        return _("No post is recorded for this day, so there is no average.")
    return _("Officers over the guide for a full-time post: %(n)d.") % {"n": over} if over else ""


def _spread(team: Team) -> list[Line]:
    """The least, the middle and the most of the officers in post, for a full-time post."""
    names = (
        ("least", _("Least of the officers in post"), team.least),
        ("middle", _("Middle of the officers in post"), team.middle),
        ("most", _("Most of the officers in post"), team.most),
    )
    return [
        Line(value=value, numerator=None, denominator=None, unit=Unit.PER_POST, key=key, name=name)
        for key, name, value in names
        if value is not None
    ]


def allocation_in_time(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M06, with a second line for the authority's own target where it has one."""
    found = measures.allocation_in_time(authority, first=span.first, last=span.last, today=span.today)
    return [_share(one, key=one.id.partition("-")[2], named=one.id != "M06") for one in found]


def continuity(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M07 on the last day of the span, or today while it runs."""
    return [_share(measures.continuity(authority.pk, census=span.census))]


def _share(found: measures.Measure, *, key: str = "", named: bool = False) -> Line:
    return Line(
        value=found.value,
        numerator=found.numerator,
        denominator=found.denominator,
        key=key,
        name=found.name if named else "",
        note=found.note,
        parts=found.parts,
    )


MEASURES = (
    Measure(
        definition=Definition(
            id="M05",
            name=_("Average caseload"),
            counted=_(
                "Children in full-time care, in series of short breaks and young people with pathway plans who have an"
                " IRO on the last day of the period, or today; those of child protection conferences too if the"
                " service chairs them."
            ),
            out_of=_("Full-time posts of IROs that are filled on that day."),
            note=_(
                "Rounded once, from the exact quotient, so that the streams, each rounded apart, need not add up."
                " Beside it stand the least, the middle and the most of the officers in post, and the average at the"
                " end of each month."
            ),
        ),
        compute=average_caseload,
    ),
    Measure(
        definition=Definition(
            id="M06",
            name=_("Allocation in time"),
            counted=_("Of these children, those for whom an IRO was named within 5 working days."),
            out_of=_("Children who came into full-time care in the period and reached day 5."),
            note=_(
                "Who ceased to be looked after earlier is left out. Where the authority set a target of its own it has"
                " a second line."
            ),
        ),
        compute=allocation_in_time,
    ),
    Measure(
        definition=Definition(
            id="M07",
            name=_("Continuity"),
            counted=_("Of these children, those with the same IRO for the last 12 months."),
            out_of=_("Children in full-time care on the last day of the period, or today, for 12 months or longer."),
            note=_("The reasons of the changes carried out in these months stand beside it."),
        ),
        compute=continuity,
    ),
)
