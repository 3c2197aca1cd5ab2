"""What is an amount of money, and how is it rounded?

Amounts are integer minor units ("cents", whatever the currency calls them)
with an ISO 4217 code. There is no float here and no conversion between
currencies.
"""

from dataclasses import dataclass

# ISO 4217 currencies whose minor unit is not a hundredth.
_EXPONENTS = {
    "BIF": 0, "CLP": 0, "ISK": 0, "JPY": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0, "VND": 0, "XAF": 0, "XOF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip


def minor_units(currency: str) -> int:
    """Return how many minor units make one unit of *currency* (100 for USD, 1 for JPY)."""
    return int(10 ** _EXPONENTS.get(currency, 2))


def divide_down(numerator: int, denominator: int) -> int:
    """Return the quotient rounded toward the brand when we pay it."""
    return numerator // denominator


def divide_up(numerator: int, denominator: int) -> int:
    """Return the quotient rounded up: for a floor, where a cent less would leave the range."""
    return -(-numerator // denominator)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in integer minor units of *currency*."""

    cents: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"Money takes integer minor units, got {type(self.cents).__name__}")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"Money takes an ISO 4217 code, got {self.currency!r}")

    def __str__(self) -> str:
        """Render for logs and traces: ``1,250 USD``, ``1,250.50 USD``; mail text is the writer's job."""
        unit = minor_units(self.currency)
        whole, rest = divmod(abs(self.cents), unit)
        sign = "-" if self.cents < 0 else ""
        digits = len(str(unit)) - 1
        fraction = f".{rest:0{digits}d}" if rest else ""
        return f"{sign}{whole:,}{fraction} {self.currency}"
