"""Ready reports turned into papers, for pages and for the command."""
