"""Read the rules from their data files, refusing any that has no source or contradicts itself."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from heard.law.errors import BrokenRuleData, UnknownRule
from heard.law.rules import (
    Citation,
    Confidence,
    Direction,
    Duty,
    Length,
    LengthKind,
    Nation,
    Rule,
    Version,
    long_date,
)

_UNITS = {"working_days", "days", "weeks", "months", "years"}
_WHEN = {"before_event", "at_any_time", "as_soon_as_practicable", "standing"}
_RULE_KEYS = {
    "id", "title", "clock", "direction", "owed_by", "satisfied_by", "if_missed", "confidence", "version",
    "predecessor", "preceded_by", "succeeded_by", "see", "note",
}  # fmt: skip
_VERSION_KEYS = {
    "in_force_from", "in_force_until", "within", "window", "not_before", "ratio", "when", "then", "duty",
    "citation", "confidence", "reaches_back", "alert", "values", "note",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every rule of both nations; id and nation together are the key."""

    _rules: Mapping[tuple[str, Nation], Rule]

    def rule(self, rule_id: str, nation: Nation) -> Rule:
        """Give one rule. Raises UnknownRule, saying where the id does exist."""
        try:
            return self._rules[rule_id, nation]
        except KeyError:
            raise UnknownRule(self._unknown(rule_id, nation)) from None

    def rules(self, nation: Nation | None = None) -> tuple[Rule, ...]:
        """List the rules of one nation, or of both, in the order of the data."""
        return tuple(rule for rule in self._rules.values() if nation in (None, rule.nation))

    def _unknown(self, rule_id: str, nation: Nation) -> str:
        elsewhere = [rule.nation.label for rule in self._rules.values() if rule.id == rule_id]
        if elsewhere:
            return f"{rule_id} is a rule of {elsewhere[0]}; there is no such rule in {nation.label}."
        return f"There is no rule called {rule_id}. List the rules with: heard law rules"


@cache
def catalogue() -> Catalogue:
    """Load the committed rules of England and Wales once. Raises BrokenRuleData."""
    rules: list[Rule] = []
    for nation in Nation:
        folder = resources.files("heard.law").joinpath(f"data/{nation.value}")
        for path in sorted(folder.iterdir(), key=lambda item: item.name):
            if path.name.endswith(".toml"):
                theme = path.name.removesuffix(".toml")
                rules.extend(parse_rules(path.read_text(encoding="utf-8"), nation=nation, theme=theme))
    return build(rules)


def build(rules: Iterable[Rule]) -> Catalogue:
    """Make a catalogue. Raises BrokenRuleData for a doubled id or a name that leads nowhere."""
    by_key: dict[tuple[str, Nation], Rule] = {}
    for rule in rules:
        if (rule.id, rule.nation) in by_key:
            raise BrokenRuleData(f"{rule.id} stands twice in the data of {rule.nation.label}.")
        by_key[rule.id, rule.nation] = rule
    for rule in by_key.values():
        for named in (rule.preceded_by, rule.succeeded_by, rule.see):
            if named is not None and (named, rule.nation) not in by_key:
                raise BrokenRuleData(f"{rule.id} names {named}, which {rule.nation.label} does not have.")
    return Catalogue(by_key)


def parse_rules(text: str, *, nation: Nation, theme: str) -> list[Rule]:
    """Read the rules of one data file. Raises BrokenRuleData."""
    return [_rule(raw, nation=nation, theme=theme) for raw in tomllib.loads(text).get("rule", [])]


def _rule(raw: dict[str, Any], *, nation: Nation, theme: str) -> Rule:
    rule_id = str(raw.get("id", "a rule without id"))
    _refuse_unknown_keys(raw, _RULE_KEYS, rule_id)
    try:
        versions = tuple(_version(item, rule=raw, rule_id=rule_id) for item in raw["version"])
        rule = Rule(
            id=raw["id"],
            nation=nation,
            theme=theme,
            title=raw["title"],
            clock=raw["clock"],
            direction=Direction(raw.get("direction", "forward")),
            owed_by=raw["owed_by"],
            satisfied_by=raw["satisfied_by"],
            if_missed=raw["if_missed"],
            versions=versions,
            predecessor=raw.get("predecessor"),
            preceded_by=raw.get("preceded_by"),
            succeeded_by=raw.get("succeeded_by"),
            see=raw.get("see"),
            note=raw.get("note"),
        )
    except (KeyError, ValueError) as error:
        raise BrokenRuleData(f"{rule_id} in {nation.label}: missing or wrong {error}.") from error
    _check_order(rule)
    return rule


def _version(raw: dict[str, Any], *, rule: dict[str, Any], rule_id: str) -> Version:
    _refuse_unknown_keys(raw, _VERSION_KEYS, rule_id)
    confidence = Confidence(raw.get("confidence", rule["confidence"]))
    return Version(
        in_force_from=raw["in_force_from"],
        in_force_until=raw.get("in_force_until"),
        length=_version_length(raw, rule_id),
        then=tuple(_unit_length(item, rule_id) for item in raw.get("then", [])),
        duty=Duty(raw["duty"]),
        citation=_citation(raw.get("citation"), confidence=confidence, rule_id=rule_id),
        confidence=confidence,
        reaches_back=raw.get("reaches_back", False),
        alert=_unit_length(raw["alert"], rule_id) if "alert" in raw else None,
        values=dict(raw.get("values", {})),
        note=raw.get("note"),
    )


def _citation(raw: dict[str, Any] | None, *, confidence: Confidence, rule_id: str) -> Citation:
    if not raw or not raw.get("instrument") or not raw.get("provision"):
        raise BrokenRuleData(f"{rule_id} has a version without a citation; name its instrument and provision.")
    read_on: date | None = raw.get("read_on")
    if (read_on is None) != (confidence is Confidence.MEMORY):
        raise BrokenRuleData(
            f"{rule_id}: a value marked T or S says when it was read (read_on); one marked M was not read."
        )
    return Citation(instrument=raw["instrument"], provision=raw["provision"], url=raw.get("url"), read_on=read_on)


def _version_length(raw: dict[str, Any], rule_id: str) -> Length:
    given = [key for key in ("within", "window", "not_before", "ratio", "when") if key in raw]
    if len(given) != 1:
        raise BrokenRuleData(f"{rule_id}: a version needs exactly one of within, window, not_before, ratio, when.")
    value = raw[given[0]]
    match given[0]:
        case "within":
            return _unit_length(value, rule_id)
        case "window":
            return Length(kind=LengthKind.WINDOW, amount=value["from_days"], upper=value["to_days"])
        case "not_before":
            return Length(kind=LengthKind.NOT_BEFORE, amount=value["days"])
        case "ratio":
            return Length(kind=LengthKind.RATIO, amount=value["from"], upper=value["to"])
    if value not in _WHEN:
        raise BrokenRuleData(f"{rule_id}: {value!r} is no manner of time; use one of {', '.join(sorted(_WHEN))}.")
    return Length(kind=LengthKind(value))


def _unit_length(raw: dict[str, Any], rule_id: str) -> Length:
    units = [key for key in raw if key in _UNITS]
    amount = raw[units[0]] if len(units) == 1 else None
    if type(amount) is not int or amount < 1 or set(raw) - {units[0], "beginning_with"}:
        raise BrokenRuleData(f"{rule_id}: a length is one unit with a whole number, as in {{ weeks = 4 }}.")
    return Length(kind=LengthKind(units[0]), amount=amount, beginning_with=raw.get("beginning_with", False))


def _refuse_unknown_keys(raw: dict[str, Any], known: set[str], rule_id: str) -> None:
    unknown = sorted(set(raw) - known)
    if unknown:
        raise BrokenRuleData(f"{rule_id} has an unknown key: {', '.join(unknown)}.")


def _check_order(rule: Rule) -> None:
    """Refuse versions out of order, overlapping, or ending before they begin."""
    if not rule.versions:
        raise BrokenRuleData(f"{rule.id} has no version.")
    previous: date | None = None
    for place, version in enumerate(rule.versions):
        starts_too_early = previous is not None and version.in_force_from <= previous
        ends_too_early = version.in_force_until is not None and version.in_force_until < version.in_force_from
        never_ends = version.in_force_until is None and place < len(rule.versions) - 1
        if starts_too_early or ends_too_early or never_ends:
            raise BrokenRuleData(
                f"{rule.id}: the version from {long_date(version.in_force_from)} overlaps its neighbour."
            )
        previous = version.in_force_until
