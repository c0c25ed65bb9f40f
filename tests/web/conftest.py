"""What the tests of pages share: the day is that of the invented world."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.factories import TODAY


@pytest.fixture(autouse=True)
def the_day(settings: Settings) -> None:
    """Today is Monday 23 November 2026."""
    settings.HEARD_TODAY = TODAY
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns of a folder that is not there
