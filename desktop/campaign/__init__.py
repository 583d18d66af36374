"""The campaign: what it is called, when it begins and ends, how its figures are written."""
