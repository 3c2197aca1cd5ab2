"""Who answers our mail? Thirty temperaments, seeded, each with its source."""
