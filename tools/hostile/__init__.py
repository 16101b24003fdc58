"""Hostile requests to every address of the portal, as a stranger, an editor and a superuser: none may be answered 5xx.

``python -m tools.hostile --requests 20000 --seed 1`` says how many were answered how; the seed brings the same again.
"""
