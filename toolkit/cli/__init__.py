"""The command ``nianbao``: one module a verb, each of which parses, calls and prints.

Verb modules import what they run inside the verb, so that ``--help`` stays quick.
"""

from __future__ import annotations

from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """Runs the command and leaves with its exit status."""
    from .interrupts import listener

    listener.listen()  # before the imports, which take long enough for a Ctrl-C
    from .app import main as run

    run()
