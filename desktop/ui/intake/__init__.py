"""The five steps at the counter and the lists around them."""
