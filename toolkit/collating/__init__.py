"""Returns against the roster, their sums along its tree, and what came before."""

from .chase import write_chase
from .earlier import load_prior
from .facts import write_facts
from .inbox import CollatingError
from .status import read_status, write_status
from .summing import sum_up

__all__ = ["CollatingError", "load_prior", "read_status", "sum_up", "write_chase", "write_facts", "write_status"]
