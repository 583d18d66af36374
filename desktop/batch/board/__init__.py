"""Where every batch and every record of it is, as the station sees it; reads only."""
