"""The screen of the provincial desk."""
