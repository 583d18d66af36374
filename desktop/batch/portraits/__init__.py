"""What the province's answers teach about photos: which checks were overridden and came back."""
