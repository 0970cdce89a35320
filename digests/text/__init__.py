"""Words and how they are compared: what grouping, summarizing and answering agree on when two texts say the same."""
