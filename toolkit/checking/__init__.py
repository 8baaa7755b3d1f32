"""Judges returns by the rules of their edition: one pandera call for all returns of an edition and severity."""

from .across_returns import run_notices
from .explained import says_something
from .judge import check_returns
from .standing import organs_by_code
from .years import is_mixed, with_odd_years, year_notices

__all__ = [
    "check_returns",
    "is_mixed",
    "organs_by_code",
    "run_notices",
    "says_something",
    "with_odd_years",
    "year_notices",
]
