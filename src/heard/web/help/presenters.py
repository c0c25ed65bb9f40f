"""What the pages of help show."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from heard.accounts.models import ResponsibleAuthority
from heard.accounts.permissions import ROLES


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    """A role and what it is for."""

    title: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """Whom to ask, and what each role may do. Contacts are empty for somebody who is not signed in."""

    duty_email: str
    duty_telephone: str
    roles: tuple[RoleLine, ...]


def start_page(authority: ResponsibleAuthority | None) -> StartPage:
    """This will make the first page of help."""
    return StartPage(
        duty_email=authority.duty_email if authority else "",
        duty_telephone=authority.duty_telephone if authority else "",
        roles=tuple(RoleLine(title=role.title, purpose=role.purpose) for role in ROLES.values()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A measure: its number, name, what is counted, out of what, and what to know beside it."""

    id: str
    name: str | Promise
    counted: str | Promise
    out_of: str | Promise
    note: str | Promise


MEASURES = (
    Definition(
        id="M09",
        name=gettext_lazy("Reviews in time"),
        counted=gettext_lazy(
            "Reviews held in the period on or before the day they were due and, if held in parts, completed within the"
            " limit."
        ),
        out_of=gettext_lazy(
            "All completed reviews held in the period, and reviews that fell due in it and were still not held at its"
            " end."
        ),
        note=gettext_lazy(
            "A review due today is not late before the day is over. In a table by month a review stands in the month it"
            " was held; one not yet held stands in the month it was due. Left out: a review that still goes on, one"
            " whose limit cannot be worked out, and a late one of the months of 2020 when the limit was relaxed."
        ),
    ),
    Definition(
        id="M10",
        name=gettext_lazy("Children with every review in time"),
        counted=gettext_lazy("Of these children, those whose every review that fell due in the period was in time."),
        out_of=gettext_lazy(
            "Children in full-time care on the last day of the period, or today, for whom at least one review fell due"
            " in it."
        ),
        note=gettext_lazy(
            "This counts children and M09 counts reviews: the two figures differ and neither stands for the other."
            " Short breaks are shown apart."
        ),
    ),
    Definition(
        id="M11",
        name=gettext_lazy("How late, and why"),
        counted=gettext_lazy("Working days from the day due to the day held: the middle value and the largest."),
        out_of=gettext_lazy("Reviews held late in the period, by the reason that was given."),
        note=gettext_lazy("A late review without a reason is shown as such and is never left out."),
    ),
)
