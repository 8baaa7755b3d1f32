"""A Book to a Return: never opens a file."""
