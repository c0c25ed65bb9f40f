"""Writing how the authority supports its IROs."""

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common.errors import DomainError
from heard.quality import draw
from heard.quality.models import SupportSettings

MOST_WEEKS = 52


class BadWeeks(DomainError):
    """Enter within how many weeks supervision is held, from 1 to 52, or leave it empty for no clock."""


class BadCasesDrawn(DomainError):
    """Enter how many cases are drawn, from 1 to 10."""


@transaction.atomic
def change_support_settings(*, supervision_weeks: int | None, cases_drawn: int, by: User) -> SupportSettings:
    """Change how often supervision is held and how many cases are drawn. Raises NotPermitted, BadWeeks,
    BadCasesDrawn."""
    require(by, Permission.SUPPORT_MANAGE, authority_id=by.authority_id)
    if supervision_weeks is not None and not 1 <= supervision_weeks <= MOST_WEEKS:
        raise BadWeeks
    if not draw.FEWEST <= cases_drawn <= draw.MOST:
        raise BadCasesDrawn
    row, _ = SupportSettings.objects.update_or_create(
        authority_id=by.authority_id,
        defaults={"supervision_weeks": supervision_weeks, "cases_drawn": cases_drawn},
    )
    log.record(
        "support_settings.changed",
        authority_id=by.authority_id,
        by=by.pk,
        supervision_weeks=supervision_weeks,
        cases_drawn=cases_drawn,
    )
    return row
