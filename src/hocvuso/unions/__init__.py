"""The union tree: units, who belongs to them since when, and who may see whom."""
