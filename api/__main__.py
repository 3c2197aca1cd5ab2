"""`python -m api` is `parley`."""

from api.cli import main

main()
