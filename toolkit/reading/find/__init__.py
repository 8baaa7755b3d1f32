"""Which files there are to read, what each is, and its bytes."""
