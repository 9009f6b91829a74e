"""What the text says, and what follows: pure values and functions, with no clock, no chance and no file."""
