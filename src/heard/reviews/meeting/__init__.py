"""The review takes place: held, adjourned, resumed, completed, mended; who took part, what was considered."""
