"""Corrections: every version of a record kept, every change told in public, any version brought back."""
