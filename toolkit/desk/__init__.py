"""The round as a page on this machine."""
