"""The pages that the site adds, one view a noun: each turns the publication into files."""
