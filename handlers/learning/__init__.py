"""What the assistant learns: which answers were of no use and why, who asks the same, and what staff make of it."""
