"""Who cannot come to the counter, lists of visits, and what came of each."""
