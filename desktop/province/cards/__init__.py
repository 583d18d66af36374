"""Where the printed cards are, by what the stations say; what is to be printed again."""
