"""The demonstration: an invented province with its unions, people, cards, progress and officials. All is marked."""

from hocvuso.config.demo.making import LOGGED, SEED, VERSION, Made, OtherDemo, Size, make, remove, seed

__all__ = ["LOGGED", "SEED", "VERSION", "Made", "OtherDemo", "Size", "make", "remove", "seed"]
