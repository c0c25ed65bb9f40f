"""Tags for the templates of allauth, which speak Django's own template language."""
