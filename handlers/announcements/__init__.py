"""Announcements: written and aimed by staff, sent once to each person, answered by them."""
