"""How is each vendor spoken to? One vendor a file; they share faults and transport and do not know each other."""
