"""A laptop on the road: opening the kit of its office, and writing what it brings back."""
