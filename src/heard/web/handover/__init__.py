"""From the appointment to the goodbye: the IRO's answer, the introduction, a planned change, the ending at 18."""
