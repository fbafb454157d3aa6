"""Planted cases: scripts of what offenders, victims and innocent twins do, and where in a world it is put."""
