"""Who sends, what flies, and what should have arrived: carriers, schedule, coverage."""
