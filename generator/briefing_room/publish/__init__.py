"""Reviewed pages become everything the site shows."""
