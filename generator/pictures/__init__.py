"""Pictures and formulas to what can be drawn, without anything that cannot be seen."""
