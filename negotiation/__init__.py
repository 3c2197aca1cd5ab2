"""What to say: the rules of a fee negotiation, pure and deterministic.

Standard library only. No clock, no environment, no randomness, no I/O.
"""
