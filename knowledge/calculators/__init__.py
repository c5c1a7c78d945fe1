"""Small sums a manager needs, with the place of the law each figure comes from. Pure."""
