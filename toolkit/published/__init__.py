"""The report itself, as an office publishes it."""
