"""A portal under load: pages, downloads, the interface, searches and hostile input, while an editor saves.

``python -m tools.load --requests 2000000 --seed 1`` says how all of them were answered, and what of memory it took.
"""
