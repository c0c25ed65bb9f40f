"""The one place that asks what day it is. Only interfaces call it; everybody else is told `today`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    """This will say today's date in London, or the date fixed by HEARD_TODAY outside production."""
    fixed: date | None = settings.HEARD_TODAY
    return fixed or timezone.now().astimezone(LONDON).date()


def now() -> datetime:
    """This will say the present instant, in UTC; on a day fixed by HEARD_TODAY it is the present time on that day."""
    present = timezone.now()
    fixed: date | None = settings.HEARD_TODAY
    if fixed is None:
        return present
    at = present.astimezone(LONDON).timetz()
    return datetime.combine(fixed, at).astimezone(UTC)
