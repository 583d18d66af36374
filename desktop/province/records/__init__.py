"""Every record that came in, page by page: looked through, filtered, found again."""
