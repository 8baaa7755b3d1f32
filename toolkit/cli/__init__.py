"""The command ``nianbao``: one module a verb, each of which parses, calls and prints.

Verb modules import what they run inside the verb, so that ``--help`` stays quick.
"""

from .app import main

__all__ = ["main"]
