"""`python -m dipfacts` is `dipfacts`."""

from dipfacts.cli.app import main

if __name__ == "__main__":
    main()
