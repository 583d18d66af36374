"""Who is open at which counter, where several share one list: one person at one counter only."""
