"""The fictional world at the edge: written to disk or sent over HTTP, and what the service made of it scored.

Never here: anything the service reads while it works. The truth about a world stays in its own files.
"""
