"""The plan of the campaign follows the organisation tree: a cell keeps what was said of it."""
