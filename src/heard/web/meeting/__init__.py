"""The talks before a review and its meeting: who took part, sittings, the agenda, wishes with their answers."""
