"""A round of weeks, with a memory: what came when, what was decided by whom and why, and the sums of any day of it."""
