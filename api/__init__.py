"""What Parley hears and shows."""
