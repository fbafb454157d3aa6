"""How good the matching is, measured.

Labelled sets, an error model of our own, rates, recall, calibration.
"""
