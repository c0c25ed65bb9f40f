"""M13 and M14: how children took part, by the national code of each review and per child."""

from collections import Counter, defaultdict
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from heard.accounts.models import ResponsibleAuthority
from heard.deadlines.held import Held, reviews_held
from heard.deadlines.measures import FULL_TIME, Span
from heard.law.ages import AGE_OF_PARTICIPATION_CODES
from heard.law.calendar_dates import age_on
from heard.law.participation import COUNTED_AS_PARTICIPATION, ParticipationCode
from heard.reporting.shapes import Definition, Line, Measure, share
from heard.reviews.measures.recorded import Between, observed, settings_of

UNDER_FOUR = ParticipationCode.UNDER_FOUR.value
NO_CODE = _("No review of the period has a participation code, so nothing can be said.")


def by_code(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M13: reviews of children of four and over in full-time care in which the child took part."""
    rows = [row for row in reviews_held(authority.pk, span) if row.completed and row.stream == FULL_TIME]
    four = [row for row in rows if not _under_four(row)]
    codes = Counter(row.code for row in rows)
    parts = {code.value: codes[code.value] for code in ParticipationCode} | {"": codes[""]}
    good = _counted(authority)
    return [_unless_unknown(rows, share(sum(row.code in good for row in four), len(four), parts=parts))]


def by_child(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M14: children with a review in the span who took part in one at least, or were observed."""
    rows = [row for row in reviews_held(authority.pk, span) if row.completed]
    seen = observed(Between(authority_id=authority.pk, first=span.first, last=span.census))
    good = _counted(authority)
    of_child: dict[int, list[Held]] = defaultdict(list)
    for row in rows:
        of_child[row.child_id].append(row)
    how = Counter(_how(reviews, good, seen) for reviews in of_child.values())
    parts = {name: how[name] for name in ("took_part", "observed", "under_four", "no_part", "")}
    return [_unless_unknown(rows, share(how["took_part"] + how["observed"], len(of_child), parts=parts))]


def _counted(authority: ResponsibleAuthority) -> frozenset[str]:
    """The codes that count as taking part; PN4, there without giving views, only by the authority's setting."""
    codes = {code.value for code in COUNTED_AS_PARTICIPATION}
    if settings_of(authority.pk).silent_presence_counts:
        codes.add(ParticipationCode.SILENT.value)
    return frozenset(codes)


def _how(reviews: list[Held], good: frozenset[str], seen: set[int]) -> str:
    if any(row.code in good for row in reviews):
        return "took_part"
    if any(row.review_id in seen and _under_four(row) for row in reviews):
        return "observed"
    if all(_under_four(row) for row in reviews):
        return "under_four"
    return "no_part" if any(row.code for row in reviews) else ""


def _under_four(row: Held) -> bool:
    """By the date of birth; where it is not known, by the code."""
    if row.born_on is None:
        return row.code == UNDER_FOUR
    return age_on(row.born_on, row.held_on) < AGE_OF_PARTICIPATION_CODES


def _unless_unknown(rows: list[Held], line: Line) -> Line:
    """A share of reviews none of which has a code would read as if nobody took part."""
    if not rows or any(row.code for row in rows):
        return line
    return Line(value=None, numerator=Decimal(0), denominator=line.denominator, note=NO_CODE, parts=line.parts)


MEASURES = (
    Measure(
        definition=Definition(
            id="M13",
            name=_("Participation by code"),
            counted=_("Of these reviews, those in which the child took part: codes PN1, PN2, PN3, PN5 and PN6."),
            out_of=_("Completed reviews of the period in full-time care, of children of four and over."),
            note=_(
                "Each code stands beside it, and reviews without a code. PN0 (under four) is shown apart. PN4, there"
                " without giving views, is shown and counted as taking part only where the authority has set it so."
            ),
        ),
        compute=by_code,
    ),
    Measure(
        definition=Definition(
            id="M14",
            name=_("Participation per child"),
            counted=_(
                "Of these children, those with one review at least of code PN1, PN2, PN3, PN5 or PN6, or of code PN0"
                " with an observation or play recorded."
            ),
            out_of=_("Children with a completed review in the period."),
            note=_(
                "Children under four stand in the count and are counted as taking part only where an observation or"
                " play is recorded, at the talk alone or at the review; how many they are stands beside it. PN4 is"
                " counted only where the authority has set it so."
            ),
            version=2,
        ),
        compute=by_child,
    ),
)
