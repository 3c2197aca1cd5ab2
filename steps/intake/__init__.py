"""How a campaign and its creators come in: fields and rows into checked terms, troubles by name and row."""
