"""`python -m consumers.command`: the same as `muster`, by the interpreter that runs this one."""

from consumers.command import main

main()
