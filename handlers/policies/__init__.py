"""Finding the support policies that fit a cooperative, by a few taps."""
