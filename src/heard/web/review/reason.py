"""Why the date of a step is that date: the rule, its wordings, the count, and what would move it."""

from django.utils.translation import gettext as _

from heard.law import DueDate, Nation, catalogue, england_and_wales
from heard.law.local import OWN
from heard.pages.presenters import clock, dates
from heard.pages.presenters import why as reasons
from heard.pages.presenters.parts import Pair
from heard.reviews.life.values import Group, Key, Step
from heard.web.reasons.presenters import Page, VersionLine, of_the_rule, versions_of
from heard.web.review.facts import ReviewFacts
from heard.web.review.rows import COUNTED_IN_DAYS, chip_of, event_of, setting_of


def page_of(step: Step, facts: ReviewFacts) -> Page:
    """Give the page of one step's date."""
    limit = step.limit
    setting = setting_of(step, facts)
    return Page(
        heading=_("Why %(day)s?") % {"day": dates.long(limit)} if limit else _("Why is there no date?"),
        sub=f"{setting.about}.",
        chip=chip_of(step, facts) or clock.stopped(_("No limit")),
        why=reasons.full(step.due, setting, calendar=england_and_wales()) if step.due else None,
        notes=tuple(_notes(step, facts)),
        more=tuple(_more(step)),
        completion=None,
        versions=tuple(_versions(step.due)),
        moves=(),
        changes=_changes(step, facts),
    )


def _notes(step: Step, facts: ReviewFacts) -> list[str]:
    if step.due is not None:
        own = _("The council set this limit itself: no law and no guidance of its nation counts days here.")
        return [own] if step.due.citation == OWN else []
    if step.key in COUNTED_IN_DAYS and facts.found.life.nation is Nation.WALES:
        return [_("No limit in Welsh law. England's statutory guidance counts days here; in Wales nothing does.")]
    if step.limit is not None:
        return [_("Before the review. No number of days is set.")]
    if step.key is Key.MANAGER:
        return [_("The clock starts on the day the manager receives the decisions. They have not been sent yet.")]
    return [_("No law and no guidance sets a date for this step. It stands in the order in which the work is done.")]


def _more(step: Step) -> list[Pair]:
    if step.due is not None and step.due.citation == OWN:
        return []
    if step.due is not None:
        return of_the_rule(catalogue().rule(step.due.rule_id, step.due.nation))
    if step.citation is None:
        return []
    source = f"{reasons.provision_in_words(step.citation.provision)}, {step.citation.instrument}"
    return [Pair(label=_("Source"), value=source, href=step.citation.url or "")]


def _versions(due: DueDate | None) -> list[VersionLine]:
    if due is None or due.citation == OWN:
        return []
    return versions_of(catalogue().rule(due.rule_id, due.nation), nation=due.nation, on=due.counted_from)


def _changes(step: Step, facts: ReviewFacts) -> str:
    if step.due is None:
        return _("Nothing is counted, so nothing moves it.") if step.limit is None else _("It moves with the review.")
    told = {"day": dates.long(step.due.counted_from), "event": event_of(step, facts)}
    if step.expected and step.group is Group.AFTER:
        text = _("It is counted from %(day)s, %(event)s. It moves if the review is completed on another day.")
    elif step.expected:
        text = _("It is counted from %(day)s, %(event)s. It moves if the review is held on another day.")
    else:
        text = _("It is counted from %(day)s, %(event)s. It moves only if that day is corrected.")
    return text % told
