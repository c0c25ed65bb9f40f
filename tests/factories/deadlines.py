"""Due dates: one written by hand where a page only shows it, or the whole diary worked out by the law."""

from datetime import date

from factory.django import DjangoModelFactory

from heard.accounts.models import ResponsibleAuthority
from heard.deadlines.actions import recompute
from heard.deadlines.models import Deadline
from tests.factories.children import PeriodFactory
from tests.factories.days import TODAY
from tests.factories.parts import SelfAttribute, SubFactory


class DeadlineFactory(DjangoModelFactory[Deadline]):
    """The first review owed in an English period that began on 2 November 2026. Prefer `diary` for anything else."""

    class Meta:
        model = Deadline

    period = SubFactory(PeriodFactory)
    child = SelfAttribute("period.child")
    authority = SelfAttribute("period.authority")
    kind = Deadline.Kind.REVIEW.value
    chain = "ordinary"
    rule = "review-first-20wd"
    counted_from = SelfAttribute("period.started_on")
    due_on = date(2026, 11, 30)
    state = Deadline.State.OWED.value


def diary(authority: ResponsibleAuthority, *, today: date = TODAY) -> list[Deadline]:
    """This will work out every due date of the authority from what stands in the tables, soonest first."""
    recompute(authority_id=authority.pk, today=today)
    return list(Deadline.objects.filter(authority=authority).order_by("due_on", "pk"))
