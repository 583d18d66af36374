"""Who of the denominator is not received yet, by name, each with the reason that is known."""
