from django.db import models

from heard.accounts.models import OwnedByAuthority, User
from heard.children.models import Child, PeriodOfCare
from heard.common import history


@history.track()
class ServiceTold(OwnedByAuthority):
    """On which day the service was told of a newly looked-after child (IRO Handbook, appointment of the IRO)."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    period = models.OneToOneField(PeriodOfCare, on_delete=models.PROTECT, related_name="service_told")
    told_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"service told {self.pk}"
