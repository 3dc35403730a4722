"""The demonstration: an invented province with its unions, people, cards, progress and officials. All is marked."""

from hocvuso.config.demo.making import Made, OtherDemo, Size, make, remove, seed

__all__ = ["Made", "OtherDemo", "Size", "make", "remove", "seed"]
