"""Ages that decide what is owed, read from data/ages.toml."""

from heard.law.data_files import load

_AGES = load("ages.toml")

AGE_OF_LEAVING_CARE: int = _AGES["leaving_care"]["age"]
AGE_OF_PARTICIPATION_CODES: int = _AGES["participation_codes"]["age"]
AGE_OF_YEARLY_HEALTH_REVIEWS: int = _AGES["health_review_interval_changes"]["age"]
