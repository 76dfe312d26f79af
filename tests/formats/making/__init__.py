"""Makes the sample files: a module for each family of tools."""
