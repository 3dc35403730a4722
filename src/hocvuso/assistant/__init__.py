"""The assistant: grounded answers from lessons and cards, with a person behind them."""
