"""When things happen: the order of events, with no rule and no I/O of its own."""
