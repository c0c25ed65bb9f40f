"""Whether a review may be held without a meeting: a child settled in an agreed long-term foster placement, England.

Source: review-long-term-meeting (volume 2 of the Children Act guidance, 2015). The child's own agreement is asked
for each review beside this.
"""

from datetime import date

from heard.children.models import Child, EpisodeOfCare
from heard.law import LawError, Nation, UnknownRule, catalogue
from heard.law.calendar_dates import add_months

RULE = "review-long-term-meeting"
LONG_TERM_FOSTERING = ("U1", "U4")
SAME_PLACEMENT = ("L",)  # the legal status alone changed


def settled_since(child_id: int, *, on: date) -> date | None:
    """Give the first day of the long-term foster placement that runs on a day; None if it is another or unknown."""
    episodes = EpisodeOfCare.objects.filter(child_id=child_id, started_on__lte=on).order_by("-started_on")
    since, expected_end = None, None
    for episode in episodes:
        runs_on = episode.ceased_on is None or episode.ceased_on >= (expected_end or on)
        if episode.placement_type not in LONG_TERM_FOSTERING or not runs_on:
            break
        since = expected_end = episode.started_on
        if episode.reason_started not in SAME_PLACEMENT:
            break
    return since


def may_do_without_meeting(child: Child, *, on: date, nation: Nation) -> bool:
    """Whether guidance lets a review on that day do without a meeting, if the child agrees."""
    try:
        version = catalogue().rule(RULE, nation).version_for(on)
    except (UnknownRule, LawError):
        return False
    since = settled_since(child.pk, on=on)
    return since is not None and add_months(since, int(version.values["settled_months"])) <= on
