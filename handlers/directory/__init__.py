"""Reading the alliance's own list of cooperatives: what it says, what is new, what is doubtful. Pure but for `load`."""
