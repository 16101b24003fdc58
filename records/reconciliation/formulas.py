"""Formulas: what each step of a declaration does, said so that a machine can do it without Django and without us.

A formula is plain data: the name of an operation, and what it is done with. The data package carries those of every
figure, and its ``verify.py`` works them out on the tables of the package.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

Formula = dict[str, Any]

P = ParamSpec("P")
R = TypeVar("R")


class Step(Generic[P, R]):
    """A function that knows its formula; None where a function that it calls has none."""

    def __init__(self, formula: Formula | None, function: Callable[P, R]) -> None:
        self.formula = formula
        self.function = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.function(*args, **kwargs)


def step(operation: str, **values: Any) -> Callable[[Callable[P, R]], Step[P, R]]:
    """Gives a function its formula: the operation with ``values``, of which other functions stand by their formulas.

    A value that is None is left out.
    """
    nested = {name: formula_of(value) for name, value in values.items() if callable(value)}
    plain = {name: value for name, value in values.items() if name not in nested and value is not None}
    formula = None if None in nested.values() else {"operation": operation, **plain, **nested}
    return lambda function: Step(formula, function)


def formula_of(function: Callable[..., Any]) -> Formula | None:
    """The formula of a function; None where it has none."""
    return function.formula if isinstance(function, Step) else None
