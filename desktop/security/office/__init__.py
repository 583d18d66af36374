"""An office with several counters: one server, one list, one key that the server has not."""
