"""`python -m pbexcel`."""

from multiprocessing import freeze_support

from pbexcel.cli import main

if __name__ == "__main__":
    freeze_support()  # workers of a frozen program start here again
    main()
