"""Workbooks that exist, filled: figures and texts put into their input cells."""
