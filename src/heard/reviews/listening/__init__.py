"""The child's own part: talks alone, wishes, how the child took part, and to whom what was said is opened."""
