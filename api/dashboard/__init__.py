"""The console in the browser: what a campaign manager sees and decides."""
