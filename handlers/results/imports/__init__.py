"""Loading a table of answers: of a round, or of an earlier period, whose figures the first round then knows."""
