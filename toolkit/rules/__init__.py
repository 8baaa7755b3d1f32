"""The kinds of rule, one module each: what a rule of it takes, when it holds, its formula and what that comes to."""
