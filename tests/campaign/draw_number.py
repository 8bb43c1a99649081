# SPDX-License-Identifier: Apache-2.0
"""The number that a seed gives an id, as docs/DATA.md says: python3 draw_number.py SEED ID"""
import sys

MASK = (1 << 64) - 1


def draw_number(seed, record):
    number = 0xCBF29CE484222325
    for byte in (seed + "\n" + record).encode():
        number = ((number ^ byte) * 0x100000001B3) & MASK
    number = (number + 0x9E3779B97F4A7C15) & MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & MASK
    return number ^ (number >> 31)


if __name__ == "__main__":
    print(f"{draw_number(sys.argv[1], sys.argv[2]):016x}")
