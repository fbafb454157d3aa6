"""Fictional traffic: invented people, carriers and flights, as the real bytes an airport unit would receive.

Pure: a seed and a moment in, messages and the truth about them out. Nothing here is about a real person:
documents begin with ZZ, phones with +999, e-mail ends at example.*, carriers have designators nobody holds.
"""
