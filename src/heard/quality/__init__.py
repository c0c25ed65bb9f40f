"""Support of IROs: supervision, training, independent legal advice, resource risks, the register of duties."""
