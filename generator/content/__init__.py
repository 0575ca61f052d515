"""What authors wrote, as frozen values, and the fields that it is read by."""
