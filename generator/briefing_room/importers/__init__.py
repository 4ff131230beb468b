"""Make seeds from files, saved pages, PDFs and web addresses, and watch sources for new ones."""
