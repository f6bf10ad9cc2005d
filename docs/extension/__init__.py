"""What `make docs` adds to Sphinx: Python that is run where it stands, and pages made of the package's own data."""
