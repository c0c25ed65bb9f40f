"""The named IRO of each child."""
