"""Who the child's IRO is and was: since when, accepted, introduced, and why each one before ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.handover_queries import Story
from heard.caseloads.models import NamedIro
from heard.correspondence.queries import OUTBOX
from heard.law.ages import AGE_OF_LEAVING_CARE
from heard.law.calendar_dates import add_months, birthday
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Pair
from heard.web.child.presenters import Facts, span
from heard.web.handover.forms import HOW, WHY
from heard.web.handover.presenters import what_of

MONTHS_OF_YEAR = 12
MONTHS_BEFORE_18 = 12  # from when the child's page offers to plan the goodbye; ours, not the law's
ENDED = {
    NamedIro.ReasonEnded.REPLACED: gettext_lazy("Another IRO was named"),
    NamedIro.ReasonEnded.CEASED: gettext_lazy("Care ended"),
    NamedIro.ReasonEnded.CORRECTED: gettext_lazy("Entered by mistake"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IroPanel:
    """The named IRO, what is recorded of the beginning, what is planned, and who came before."""

    name: str
    photo: str
    photo_words: str
    pairs: tuple[Pair, ...]
    planned: Link | None
    links: tuple[Link, ...]
    earlier: tuple[Pair, ...]


def iro_panel(facts: Facts, story: Story, *, photos: Mapping[int, str], viewer: User) -> IroPanel:
    """Make the panel. `photos` says by user who has one."""
    running = next((one for one in facts.appointments if one.ended_on is None), None)
    plan = story.planned
    on = dates.plain(plan.change_on) if plan else ""
    return IroPanel(
        name=running.iro.name if running else "",
        photo=_photo(running, photos),
        photo_words=_("Photo of %(name)s") % {"name": running.iro.name} if running else "",
        pairs=tuple(_pairs(running, story, facts.today)) if running else (),
        planned=Link(
            text=_("%(what)s on %(day)s") % {"what": what_of(plan), "day": on},
            href=reverse("handover:show", args=[plan.pk]) if viewer.may(OUTBOX) else "",
        )
        if plan
        else None,
        links=tuple(_links(running, facts, story, viewer)) if running else (),
        earlier=tuple(_earlier(facts, story)),
    )


def _photo(running: NamedIro | None, photos: Mapping[int, str]) -> str:
    if running is None or running.iro_id not in photos:
        return ""
    return f"{reverse('officers:photo', args=[running.iro_id])}?{photos[running.iro_id][:12]}"


def _pairs(running: NamedIro, story: Story, today: date) -> list[Pair]:
    answer = story.answers.get(running.pk)
    if answer is None:
        accepted = Pair(label=_("Accepted"), value=_("Not answered yet"))
    elif answer.declares_independence:
        accepted = Pair(
            label=_("Accepted"), value=dates.plain(answer.answered_on), note=_("Declared to be independent")
        )
    else:
        accepted = Pair(label=_("Told of a conflict"), value=dates.plain(answer.answered_on))
    met = story.introductions.get(running.pk, [])
    introduced = Pair(label=_("Introduced"), value=_("Not recorded yet"))
    if met:
        how = str(HOW[type(met[0]).How(met[0].how)])
        introduced = Pair(label=_("Introduced"), value=dates.plain(met[0].met_on), note=how)
    return [
        Pair(
            label=_("Since"),
            value=dates.plain(running.appointed_on),
            note=length(running.appointed_on, today) if running.appointed_on < today else "",
        ),
        accepted,
        introduced,
    ]


def _links(running: NamedIro, facts: Facts, story: Story, viewer: User) -> list[Link]:
    found, pk = [], facts.child.pk
    appoints = viewer.may(Permission.IRO_APPOINT)
    if running.iro_id == viewer.pk and running.pk not in story.answers:
        found.append(Link(text=_("Answer this appointment"), href=reverse("handover:answer", args=[running.pk])))
    if running.iro_id == viewer.pk or appoints:
        found.append(Link(text=_("Record an introduction"), href=reverse("handover:introduce", args=[running.pk])))
    if appoints and story.planned is None and facts.looked_after:
        found.append(Link(text=_("Plan a change of IRO"), href=reverse("handover:change", args=[pk])))
        if _nears_18(facts):
            found.append(Link(text=_("Plan the goodbye at 18"), href=reverse("handover:ending", args=[pk])))
    return found


def _nears_18(facts: Facts) -> bool:
    born_on = facts.child.born_on
    if born_on is None:
        return False
    return facts.today <= birthday(born_on, AGE_OF_LEAVING_CARE) <= add_months(facts.today, MONTHS_BEFORE_18)


def _earlier(facts: Facts, story: Story) -> list[Pair]:
    ended = [one for one in facts.appointments if one.ended_on is not None]
    return [Pair(label=one.iro.name, value=span(one.appointed_on, one.ended_on), note=_why(one, facts, story))
            for one in ended]  # fmt: skip


def _why(one: NamedIro, facts: Facts, story: Story) -> str:
    """Why it ended: as it was planned, else as the next appointment says, else what the appointment itself says."""
    lasted = length(one.appointed_on, one.ended_on) if one.ended_on else ""
    plan = story.done.get(one.pk)
    after = next((other for other in facts.appointments if other.appointed_on == one.ended_on), None)
    if plan is not None:
        why = str(WHY[type(plan).Why(plan.why)])
        why = _("%(why)s: %(reason)s") % {"why": why, "reason": plan.reason} if plan.reason else why
    elif one.reason_ended == NamedIro.ReasonEnded.REPLACED and after is not None and after.reason:
        why = _("Another IRO was named: %(reason)s") % {"reason": after.reason}
    else:
        why = str(ENDED[NamedIro.ReasonEnded(one.reason_ended)])
    return _("%(length)s. %(why)s.") % {"length": lasted, "why": why.rstrip(".")}


def length(first: date, last: date) -> str:
    """Give how long somebody was the IRO: "2 years and 3 months", or in weeks or days where short."""
    months = (last.year - first.year) * MONTHS_OF_YEAR + last.month - first.month - (last.day < first.day)
    days = (last - first).days
    if months < 2:
        if days < 14:
            return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
        return ngettext("%(n)d week", "%(n)d weeks", days // 7) % {"n": days // 7}
    years, rest = divmod(months, MONTHS_OF_YEAR)
    in_months = ngettext("%(n)d month", "%(n)d months", rest) % {"n": rest}
    if not years:
        return in_months
    in_years = ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    return _("%(years)s and %(months)s") % {"years": in_years, "months": in_months} if rest else in_years
