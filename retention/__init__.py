"""What is kept, how long, and who saw it: the record layer under everything.

Lives here: policy, tiers, keys, sealing, tokens, the unit of work (the only commit), audit log, outbox.

Never here: knowledge of what an airline sends or what a list holds; an import from any of our other packages.
"""
