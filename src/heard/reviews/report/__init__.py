"""The social work report to a review: written by the social worker, signed by the team manager."""
