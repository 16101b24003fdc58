#!/usr/bin/env python3
"""Recomputes every figure of reconciliation.csv from the tables beside this file: python verify.py

It needs Python 3.11 or newer and nothing else: neither the portal nor its code. What is to be done for each figure
stands in rules.json; what is printed is read from printed-cells.csv where a row of the report holds it, else from the
rule. A line says slug, verdict, what was recomputed and how far that lies from what is printed. Where the portal says
something else in reconciliation.csv, the line goes on with that, and the exit status is 1. The folder checking/ holds
how: tables.py reads, selecting.py finds the rows of a figure, giving.py and comparing.py say what comes of them.
"""

import importlib
import sys
from pathlib import Path

if __name__ == "__main__":
    folder = Path(__file__).resolve().parent
    # Also where Python is told to keep out what stands beside a script (-I).
    sys.path.insert(0, str(folder))
    sys.exit(importlib.import_module("checking.command").main(folder))
