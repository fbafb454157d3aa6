"""What runs: intake, the worker that assesses flights, and the clock they share."""
