"""What is told of a round to a person, in Chinese lines: the same in the terminal and on the page."""
