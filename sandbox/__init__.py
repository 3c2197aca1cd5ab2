"""The world Parley works in, played locally over real HTTP.

Knows nothing of Parley and is imported by nothing of it: an independent witness.
"""
