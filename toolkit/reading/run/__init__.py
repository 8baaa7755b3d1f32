"""Reads many files apart from everything else: processes, executors, what was read before."""
