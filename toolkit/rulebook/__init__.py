"""The life of a rule: an office's own file says which are switched off, graded, or in force for some years alone."""

from .apply import in_force, rearranged
from .model import OFF, Change, RulesFile
from .read import read_rules

__all__ = ["OFF", "Change", "RulesFile", "in_force", "read_rules", "rearranged"]
