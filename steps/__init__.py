"""The only place that touches the world; a step module is named like its function."""
