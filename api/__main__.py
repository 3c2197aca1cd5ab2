"""`parley`, and `python -m api`."""

import gc


def main() -> None:
    """Load the command line, and run the command that was asked for."""
    # What is loaded stays: to look through it for garbage again and again was a fifth of the time to start.
    gc.disable()
    from api.cli import main as run

    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()
