"""A whole campaign in two minutes, without credentials: the service against the sandbox."""
