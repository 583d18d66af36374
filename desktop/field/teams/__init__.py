"""Teams: two officers and the secretary of the cell, with their laptop and how they travel."""
