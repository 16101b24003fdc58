"""On what the figures were measured: the machine, the versions, the commit."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from bench.plan import ROOT
from bench.postgresql import programs
from bench.processes import BenchError


def require(*names: str) -> None:
    """Raise BenchError where one of these commands, or of what the benchmark rests on, is absent."""
    absent = [name for name in names if not (programs() if name == "postgresql" else shutil.which(name))]
    if platform.system() != "Linux":
        raise BenchError("The benchmark reads memory from /proc, which Linux alone has.")
    if absent:
        raise BenchError(f"Absent: {', '.join(absent)}. Debian, Ubuntu: apt install {' '.join(absent)}")


def about() -> dict[str, Any]:
    """The machine and the versions as they are now."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    postgres = programs()
    return {
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": said("git", "rev-parse", "--short=12", "HEAD")
        + ("+" if said("git", "status", "--porcelain") else ""),
        "cpu": cpu[1] if cpu else platform.machine(),
        "cores": os.cpu_count(),
        "memory": int(memory[1]) * 1024 if memory else 0,
        "system": f"{platform.system()} {platform.release()}",
        "versions": {
            "Python": platform.python_version(),
            "Django": importlib.metadata.version("django"),
            "granian": importlib.metadata.version("granian"),
            "SQLite": sqlite3.sqlite_version,
            "PostgreSQL": said(str(postgres / "postgres"), "--version").split()[2] if postgres else "",
            "nginx": said("nginx", "-v").rpartition("/")[2],
            "wrk": said("wrk", "-v").split()[1],
        },
    }


def said(*command: str) -> str:
    """What a command says on either stream."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout.strip()
