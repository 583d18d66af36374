"""What a person decides: held records and doubles, one by one, and every decision taken back."""
