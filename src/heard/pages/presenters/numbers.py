"""Numbers in words: a share never rounds up to the whole, and nothing of nothing is not a number."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal
from django.utils.translation import gettext

TENTH = Decimal("0.1")


def whole(value: int) -> str:
    """Give "2,318"."""
    return format_decimal(value, locale="en_GB")


def percent(part: int, of: int) -> str:
    """Give "96.4%", "100%" only when all are there and "0%" only when none is; 0 of 0 is "n/a".

    Raises ValueError when the part is negative or larger than the whole.
    """
    if not 0 <= part <= of:
        raise ValueError(f"{part} of {of} is no share")
    if of == 0:
        return gettext("n/a")
    if part in (0, of):
        return "100%" if part else "0%"
    share = Decimal(part) * 100 / Decimal(of)
    rounded = share.quantize(TENTH, ROUND_HALF_UP)
    if rounded >= 100:
        rounded = share.quantize(TENTH, ROUND_DOWN)
    return f"{max(rounded, TENTH)}%"


def of(part: int, total: int) -> str:
    """Give "27 of 28"."""
    return gettext("%(part)s of %(total)s") % {"part": whole(part), "total": whole(total)}
