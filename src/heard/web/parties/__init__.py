"""The people round a child: who they are, how they are reached, and what was decided about contact."""
