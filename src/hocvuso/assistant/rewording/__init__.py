"""An optional language model says the card again in words for this reader; nothing unsupported gets through.

`model_client` beside it speaks the OpenAI-compatible protocol; `prompt` says what the model is told, `lookups` what it
may look up, `telling` holds each sentence against the lessons and hands on those that pass.
"""
