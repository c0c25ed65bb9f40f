"""Shares children out among IROs as a mixed-integer problem. Pure: no database, no clock. See docs/adr.

Each unit (a child, or brothers and sisters together) goes to exactly one IRO who may act for all of it. Sought is the
least of: children moved from an IRO who could keep them; caseload above the guide and the highest caseload, both for a
full-time post; less the fit of each child with the IRO.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy

MOVE, OVER, PEAK, FIT = 2.0, 4.0, 0.5, 0.02
GAP = 0.005


class NotShared(Exception):
    """The solver found no answer in the time it had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An IRO as the solver sees them: the work that stays with them, in children of full-time care, and the post."""

    iro: int
    stays: float
    fte: float
    most: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Children who go together. `fit` holds the IROs who may act for all of them, with the sum of their scores."""

    children: tuple[int, ...]
    weight: float
    fit: Mapping[int, float]
    now: Mapping[int, int]
    """The present IRO of each child who has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Where each child goes; `proved` is false when time ran out before the answer was shown to be the best."""

    goes_to: Mapping[int, int]
    proved: bool


def share_out(units: Sequence[Unit], places: Sequence[Place], *, seconds: float) -> Answer:
    """This will find who goes where. Raises NotShared, and ValueError for a unit that nobody may take."""
    if any(not unit.fit for unit in units):
        raise ValueError("A unit that nobody may take cannot be shared out.")
    if not units:
        return Answer(goes_to={}, proved=True)
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)
    model.setOptionValue("time_limit", seconds)
    model.setOptionValue("mip_rel_gap", GAP)
    model.setOptionValue("random_seed", 1)
    chosen = [{iro: model.addBinary() for iro in unit.fit} for unit in units]
    for options in chosen:
        model.addConstr(sum(options.values()) == 1)
    cost = sum(
        (MOVE * sum(1 for iro_now in unit.now.values() if iro_now != iro) - FIT * fit) * options[iro]
        for unit, options in zip(units, chosen, strict=True)
        for iro, fit in unit.fit.items()
    )
    peak = model.addVariable(lb=0)
    for place in places:
        taken = [
            (unit.weight / place.fte) * options[place.iro]
            for unit, options in zip(units, chosen, strict=True)
            if place.iro in options
        ]
        if not taken:
            continue
        load = sum(taken) + place.stays / place.fte
        model.addConstr(peak >= load)
        if place.most is not None:
            over = model.addVariable(lb=0)
            model.addConstr(over >= load - place.most)
            cost = cost + OVER * place.fte * over
    model.minimize(cost + PEAK * peak)
    status = model.getModelStatus()
    if model.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise NotShared
    values = [{iro: model.val(variable) for iro, variable in options.items()} for options in chosen]
    return Answer(
        goes_to={
            child: max(options, key=lambda iro: options[iro])
            for unit, options in zip(units, values, strict=True)
            for child in unit.children
        },
        proved=status == highspy.HighsModelStatus.kOptimal,
    )
