"""What goes wrong on a machine, done on purpose to a portal with real processes: `python -m tools.faults`.

`trial` has the portal that it is done to, `kills` what is done. Each fault gives its figures, and raises FaultError
where a promise of docs/reliability.md did not hold.
"""
