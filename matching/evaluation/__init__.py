"""How good the matching is, measured: labelled sets, an error model of our own, rates, recall, calibration."""
