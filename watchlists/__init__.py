"""What states publish.

Lives here: the registry of lists, their file formats, entries, immutable snapshots and their differences.

Never here: a passenger, a comparison, a download that an operator did not configure.
"""
