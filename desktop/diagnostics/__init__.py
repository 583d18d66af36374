"""What is wrong with this machine, measured, judged, with one remedy a row."""
