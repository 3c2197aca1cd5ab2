"""What can be measured: negotiation quality, mail reading, the guard, speed. Nothing here is shipped."""
