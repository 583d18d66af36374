"""How far everything is: counts by station, what never arrived, the roll-up by commune."""
