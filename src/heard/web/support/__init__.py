"""Support of IROs: supervision, training, legal advice, risks, the register of duties."""
