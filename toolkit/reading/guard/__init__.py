"""What a file must pass before anything reads its content."""
