"""The authors' corner: what expires, what changed, what people report, how questions do, drafts of a model."""
