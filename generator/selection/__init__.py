"""Items chosen for the sections that have a blueprint, exactly."""
