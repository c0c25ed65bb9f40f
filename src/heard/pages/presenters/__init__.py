"""Values that templates show: made of facts and results, never of models; text is composed here only."""
