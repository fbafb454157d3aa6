"""People decide: hits, the arrivals board, dispositions."""
