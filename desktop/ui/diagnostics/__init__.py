"""The page that says what is wrong with this machine."""
