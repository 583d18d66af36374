"""The four parts of the campaign: their days, and by cell the gate that leads to the next one."""
