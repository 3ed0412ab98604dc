"""`python -m pbexcel`."""

from pbexcel.cli import main

main()
