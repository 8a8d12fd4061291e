"""Blind tests: gaps whose cause is known are judged by the same code as any other, and marked."""
