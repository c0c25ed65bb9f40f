"""The days of the invented world, those of the design's pages."""

from datetime import date

TODAY = date(2026, 11, 23)  # a Monday
STARTED_ON = date(2026, 11, 2)  # a Monday; the first review is due on Monday 30 November 2026
APPOINTED_ON = date(2026, 11, 5)
HELD_ON = date(2026, 11, 16)
ARRANGED_FOR = date(2026, 11, 27)
BORN_ON = date(2017, 3, 14)
