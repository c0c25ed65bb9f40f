"""What was typed into a form when the session ended: kept on the page until it can be sent again."""
