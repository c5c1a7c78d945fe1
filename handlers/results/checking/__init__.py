"""Whether a table made by hand adds up: its sums, its percentages, its units. Pure but for opening the file."""
