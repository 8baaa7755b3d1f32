"""Returns altered at random, to hold what is read against what an office program shows."""
