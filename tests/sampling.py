"""What every run tries of a suite that is large because it combines things; the rest is marked ``thorough``.

The cut follows a rule, so that it is the same in every run and a new value is in it by itself.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

thorough = pytest.mark.thorough
# For a test that goes through many things by itself: a few of them in every run, the others as a thorough case.
SOME, THE_OTHERS = slice(5), slice(5, None)
some_or_all = pytest.mark.parametrize(
    "part", [SOME, pytest.param(THE_OTHERS, marks=thorough)], ids=["some", "the others"]
)


def diagonal(*axes: Iterable[Any]) -> list[ParameterSet]:
    """The product of ``axes``; every run tries its diagonal, on which each value of each axis stands."""
    values = [list(axis) for axis in axes]
    longest = max(map(len, values))
    chosen = {tuple(number % len(axis) for axis in values) for number in range(longest)}
    return [
        case(tuple(axis[place] for axis, place in zip(values, places, strict=True)), places in chosen)
        for places in itertools.product(*(range(len(axis)) for axis in values))
    ]


def first_of_each(cases: Iterable[Any], by: Callable[[Any], Hashable]) -> list[ParameterSet]:
    """All ``cases``; every run tries the first of each group, which ``by`` tells of a case."""
    seen: set[Hashable] = set()
    found = []
    for one in cases:
        group = by(one)
        found.append(case(one, group not in seen))
        seen.add(group)
    return found


def every_nth(cases: Iterable[Any], step: int) -> list[ParameterSet]:
    """All ``cases``; every run tries the first of each ``step``."""
    return [case(one, number % step == 0) for number, one in enumerate(cases)]


def case(values: Any, always: bool) -> ParameterSet:
    """One case as pytest takes it, a tuple being the values of several parameters."""
    return pytest.param(*(values if isinstance(values, tuple) else (values,)), marks=() if always else thorough)
