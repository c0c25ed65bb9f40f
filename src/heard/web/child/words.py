"""What the things of a child's page are called, in plain words and in the language of the request."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, npgettext

from heard.children import codes
from heard.children.models import EpisodeOfCare
from heard.deadlines.models import Deadline
from heard.law.calendar_dates import age_on
from heard.law.review_limits import Chain
from heard.reviews.models import Review

ORDINARY = (
    gettext_lazy("First review"),
    gettext_lazy("Second review"),
    gettext_lazy("Third review"),
    gettext_lazy("Fourth review"),
    gettext_lazy("Fifth review"),
    gettext_lazy("Sixth review"),
    gettext_lazy("Seventh review"),
    gettext_lazy("Eighth review"),
    gettext_lazy("Ninth review"),
    gettext_lazy("Tenth review"),
)
PERIODS = (
    gettext_lazy("First period of care."),
    gettext_lazy("Second period of care."),
    gettext_lazy("Third period of care."),
    gettext_lazy("Fourth period of care."),
    gettext_lazy("Fifth period of care."),
)
UNDER = {
    "C1": gettext_lazy("under an interim care order"),
    "C2": gettext_lazy("under a care order"),
    "D1": gettext_lazy("under a freeing order"),
    "E1": gettext_lazy("under a placement order"),
    "L1": gettext_lazy("under police protection"),
    "L2": gettext_lazy("under an emergency protection order"),
    "L3": gettext_lazy("under a child assessment order"),
    "J1": gettext_lazy("on remand"),
    "J2": gettext_lazy("under the Police and Criminal Evidence Act 1984"),
    "J3": gettext_lazy("under a youth rehabilitation order"),
}
ADOPTION = {
    Chain.ADOPTION_AUTHORISED: gettext_lazy("Adoption review %(n)d, before placement"),
    Chain.ADOPTION_PLACED: gettext_lazy("Adoption review %(n)d, after placement"),
    Chain.ADOPTION_RETURNED: gettext_lazy("Adoption review %(n)d, after return"),
}
MONTHS_UNTIL = 2  # the age of a younger child is told in months
DAYS_UNTIL = 14  # of a newborn in days
WEEKS_UNTIL = 12  # and of a baby in weeks


def title_of(deadline: Deadline) -> str:
    """Give "Second review", "Name an IRO", or what else is owed."""
    if deadline.kind == Deadline.Kind.APPOINT_IRO:
        return _("Name an IRO")
    if deadline.kind == Deadline.Kind.ADOPTION_REVIEW:
        return str(ADOPTION[Chain(deadline.chain)]) % {"n": deadline.number}
    if deadline.chain == Chain.SHORT_BREAK:
        return _("Short-break review %(n)d") % {"n": deadline.number} if deadline.numbered else _("Short-break review")
    if not deadline.numbered:
        return _("Review")
    if deadline.number <= len(ORDINARY):
        return str(ORDINARY[deadline.number - 1])
    return _("Review %(n)d") % {"n": deadline.number}


def about(deadline: Deadline, name: str) -> str:
    """Give "first review, Teo Marblecroft", so that each link to a reason is unique."""
    title = title_of(deadline)
    return f"{title[:1].lower()}{title[1:]}, {name}"


def event_of(deadline: Deadline, name: str) -> str:
    """Give what happened on the day from which the date is counted."""
    if deadline.number == 1 and not deadline.numbered:
        return _("the last day before the reviews that are known")
    if deadline.number == 1 or deadline.kind == Deadline.Kind.APPOINT_IRO:
        match deadline.chain:
            case Chain.ADOPTION_AUTHORISED:
                return _("when the authority was first allowed to place %(name)s for adoption") % {"name": name}
            case Chain.ADOPTION_PLACED:
                return _("when %(name)s was placed for adoption") % {"name": name}
            case Chain.ADOPTION_RETURNED:
                return _("when %(name)s came back from the adopters") % {"name": name}
            case Chain.SHORT_BREAK:
                return _("when the short breaks began")
            case _:
                return _("when %(name)s became looked after") % {"name": name}
    return _("when the review before was held")


def under(episode: EpisodeOfCare | None, *, nation: str) -> str:
    """Give "under a care order" or "by agreement, section 20 of the Children Act 1989"; empty when not known."""
    if episode is None:
        return ""
    if episode.legal_status == "V2":
        if nation == "wales":
            return _("by agreement, section 76 of the Social Services and Well-being (Wales) Act 2014")
        return _("by agreement, section 20 of the Children Act 1989")
    if episode.legal_status in ("V3", "V4"):
        return _("in short breaks")
    return str(UNDER.get(episode.legal_status, ""))


def legal_status(code: str, *, nation: str) -> str:
    """Give the legal status in words; "Not known" without a code."""
    return codes.legal_status(code, nation=nation) if code else _("Not known")


def placement(code: str) -> str:
    """Give the placement in words; "Not known" without a code."""
    return _(codes.PLACEMENT.get(code, "Not known"))


def category_of_need(code: str) -> str:
    """Give the main need in words; "Not known" without a code."""
    return _(codes.CATEGORY_OF_NEED.get(code, "Not known"))


def reason_ceased(code: str) -> str:
    """Give why care ended, in words; "Reason not known" without a code."""
    return _(codes.REASON_CEASED.get(code, "Reason not known"))


def took_part(review: Review, *, nation: str) -> str:
    """Give how the child took part, with the national code where the nation has one; empty when not recorded."""
    known = codes.PARTICIPATION.get(review.participation_code, "")
    words = _(known) if known else ""
    return f"{words} ({review.participation_code})" if words and nation == "england" else words


def age(born_on: date, *, today: date) -> str:
    """Give "9 years"; in months under 2 years, in weeks for the first 12 weeks."""
    years = age_on(born_on, today)
    if years >= MONTHS_UNTIL:
        return npgettext("age", "%(n)d year", "%(n)d years", years) % {"n": years}
    days = max((today - born_on).days, 0)
    if days < DAYS_UNTIL:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    weeks = days // 7
    if weeks <= WEEKS_UNTIL:
        return ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}
    months = (today.year - born_on.year) * 12 + today.month - born_on.month - (today.day < born_on.day)
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def period_ordinal(number: int) -> str:
    """Give "Second period of care."."""
    if number <= len(PERIODS):
        return str(PERIODS[number - 1])
    return _("Period of care %(n)d.") % {"n": number}
