"""EURA: the register of Finnish projects paid from the EU's structural funds, of three funding periods."""
