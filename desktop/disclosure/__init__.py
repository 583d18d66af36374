"""Everything kept about one person, as a PDF for them: data, corrections, where it went, who saw.

For requests of a person about their own data. Reads what other capabilities keep and changes
nothing but the trail: each extract that leaves is an event.
"""
