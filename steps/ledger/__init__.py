"""The diary of every negotiation, in the same database as the workflows that keep it."""
