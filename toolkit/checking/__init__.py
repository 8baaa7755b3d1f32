"""Judges returns by the rules of their edition: one pandera call for all returns of an edition and severity."""

from .judge import check_returns

__all__ = ["check_returns"]
