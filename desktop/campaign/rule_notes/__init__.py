"""Notes of the rules in force, shown on the pages where they apply; every version is kept."""
