"""What charts show of a page's tables: they need not read what stands there already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from records.charts import ChartType
from records.lists.record_table import PivotTable, RecordTable


def rows_for(chart_types: Iterable[ChartType], tables: Iterable[RecordTable]) -> dict[Any, list[Any]]:
    """The records that the charts show of tables without a second page, by kind, in the report's order."""
    charted = {kind for chart_type in chart_types for kind in chart_type.kinds}
    found = {}
    for table in tables:
        # The rows of a pivot are made of records.
        is_read = table._meta.model in charted and not isinstance(table, PivotTable)
        if is_read and len(table.rows_shown) == table.match_count:
            found[table._meta.model] = sorted(table.rows_shown, key=lambda row: (row.position, row.pk))
    return found
