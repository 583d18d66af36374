"""The provincial desk: takes in the batches of its stations, checks them again, answers them.

Promises: a batch is taken in whole or not at all, once, whoever tries and however often; what is
damaged, forged, replayed or exchanged is refused before it is decrypted; one bad record never holds
back the others; every record is answered to the station that sent it. What a station says of itself
helps honest clerks; here it is checked again.
"""
