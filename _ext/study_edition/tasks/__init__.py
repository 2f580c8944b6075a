"""What a command does, without its arguments and its output."""
