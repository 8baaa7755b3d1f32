"""The command, at a moment of one's choosing: ``python -m tests.round.command 2026-01-05T02:00Z local round …``."""

from __future__ import annotations

import sys
from datetime import datetime

from tests.round.at_work import moment
from toolkit.cli import main

if __name__ == "__main__":
    when, disk = sys.argv[1:3]
    sys.argv = ["nianbao", *sys.argv[3:]]
    with moment(datetime.fromisoformat(when), local=disk == "local"):
        main()
