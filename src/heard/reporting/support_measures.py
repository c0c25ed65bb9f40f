"""M36, M47 and M48: independent legal advice, supervision and training of IROs, resource risks."""

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import ResponsibleAuthority
from heard.deadlines.measures import Span
from heard.quality import measures
from heard.quality.models import SupervisionSession
from heard.reporting.shapes import Definition, Line, Measure, Unit, share

NAMES: dict[str, str | Promise] = {"training": _("Training")}
NAMES.update((str(kind), kind.label) for kind in SupervisionSession.Kind)


def legal_advice(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M36: the middle of the working days to an answer, of the requests that were asked and answered."""
    found = measures.legal_advice(authority.pk, first=span.first, last=span.last)
    return [
        Line(
            value=found.value,
            numerator=found.numerator,
            denominator=found.denominator,
            unit=Unit.WORKING_DAYS,
            parts=found.parts,
        )
    ]


def support(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M47: sessions held of those planned, each kind apart, and places on training taken up."""
    found = measures.support(authority.pk, first=span.first, last=span.last)
    sessions = [one for one in found if not one.id.endswith("-training")]
    whole = share(
        int(sum((one.numerator for one in sessions), Decimal(0))),
        int(sum((one.denominator for one in sessions), Decimal(0))),
    )
    further = []
    for one in found:
        key = one.id.removeprefix("M47-")
        line = share(int(one.numerator), int(one.denominator), key=key, name=NAMES[key], parts=one.parts)
        further.append(line)
    return [whole, *further]


def resource_risks(authority: ResponsibleAuthority, span: Span) -> list[Line]:
    """This will give M48: the risks open on the last day, with those raised and closed in the span."""
    found = measures.resource_risks(authority.pk, first=span.first, last=span.last)
    return [Line(value=found.value, numerator=found.numerator, denominator=None, unit=Unit.COUNT, parts=found.parts)]


MEASURES = (
    Measure(
        definition=Definition(
            id="M36",
            name=_("Independent legal advice"),
            counted=_("requests of IROs for independent legal advice that were answered"),
            out_of=_("requests asked in the period"),
            note=_("The value is the middle of the working days to the answer. Referrals to Cafcass are not kept yet."),
        ),
        compute=legal_advice,
    ),
    Measure(
        definition=Definition(
            id="M47",
            name=_("Observations, supervision, training"),
            counted=_("sessions held, and places on training taken up"),
            out_of=_("sessions planned, and places offered, in the period"),
            note=_("Cancelled sessions count nowhere."),
        ),
        compute=support,
    ),
    Measure(
        definition=Definition(
            id="M48",
            name=_("Resource risks"),
            counted=_("risks to quality that are open on the last day"),
            out_of=_("a plain count"),
            note=_("Raised and closed in the period stand beside it."),
        ),
        compute=resource_risks,
    ),
)
