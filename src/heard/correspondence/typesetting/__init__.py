"""Letters as tagged PDF, by Typst."""
