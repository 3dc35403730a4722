"""Officials and certificates: rules, who fulfils them, issuing many, the list, exam rooms, papers from elsewhere."""
