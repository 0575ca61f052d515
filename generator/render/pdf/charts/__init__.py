"""Figures from data as drawings."""
