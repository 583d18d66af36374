"""Who is to work when and where in the next weeks, and who did."""
