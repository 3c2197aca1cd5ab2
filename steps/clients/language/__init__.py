"""Who reads and writes for us? Rules and templates (offline), or a model (anthropic)."""
