"""The queue at the counter: numbers for people who wait, whose turn it is, who was not there.

What this promises: a number is given once a day; nobody who waits is passed over for ever, however
many people with priority come; somebody who missed their call is called again before they are out.
"""
