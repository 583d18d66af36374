"""What tells an open page that another counter of the office changed something."""
