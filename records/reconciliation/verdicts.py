"""The verdicts on all figures, for pages that say how many there are without showing each."""

from __future__ import annotations

import functools

from records.models.revision import State
from records.models.state import known_state
from records.reconciliation import Report, Verdict, reconcile


def verdicts() -> tuple[Verdict, ...]:
    """The verdicts as of now, in the report's order. One query where the state is not known, unless it is a new one."""
    state = known_state()
    return kept_verdicts(state) if state else recomputed_verdicts()


@functools.lru_cache(maxsize=1)
def kept_verdicts(state: State) -> tuple[Verdict, ...]:
    """Those of a state of the data, recomputed where it is not the one that was asked for last."""
    return recomputed_verdicts()


def recomputed_verdicts() -> tuple[Verdict, ...]:
    """Those of all figures, recomputed."""
    return tuple(figure.finding.verdict for figure in reconcile(Report()))
