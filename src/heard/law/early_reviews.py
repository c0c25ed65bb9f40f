"""The events that call for a review before its ordinary date, by nation and day."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from heard.law.catalogue import catalogue
from heard.law.data_files import load
from heard.law.rules import Nation, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyReviewEvent:
    """An event that calls for a review; `iro_may_decline` when the IRO may find it not justified."""

    id: str
    rule_id: str
    provision: str
    sentence: str
    to_be_confirmed: bool
    iro_may_decline: bool = False


def early_review_events(nation: Nation, *, on: date) -> tuple[EarlyReviewEvent, ...]:
    """List the events that called for a review on `on`; empty before the Regulations had such a list."""
    for rule, events in _lists():
        if rule.nation is nation and any(version.in_force_on(on) for version in rule.versions):
            return events
    return ()


@cache
def _lists() -> tuple[tuple[Rule, tuple[EarlyReviewEvent, ...]], ...]:
    pairs = []
    for item in load("early_reviews.toml")["list"]:
        rule = catalogue().rule(item["rule"], Nation(item["nation"]))
        unsure = rule.confidence.value == "M"
        events = [EarlyReviewEvent(rule_id=rule.id, to_be_confirmed=unsure, **event) for event in item["events"]]
        pairs.append((rule, tuple(events)))
    return tuple(pairs)
