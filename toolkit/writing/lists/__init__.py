"""Workbooks that are plain lists: findings, notices, the roster."""
