"""Who the province is and whom it knows: its own keys, the stations and their certificates."""
