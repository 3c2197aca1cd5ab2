"""Mail as bytes and as meaning: pure functions, no network, no clock."""
