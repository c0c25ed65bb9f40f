"""The social work report of a review: written by the social worker, signed by the team manager, read by the rest."""
