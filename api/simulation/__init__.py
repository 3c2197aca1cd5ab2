"""A campaign rehearsed in memory: our own rules against models of creators, many times, before a mail goes out."""
