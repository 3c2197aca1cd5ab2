"""What does a campaign manager read of the guard's reasons?

A reason is ``rule: detail``, for whoever looks for the rule. It is kept so in
the ledger, and said here in words; it refuses to judge anything anew.
"""

import re
from typing import Final

SENTENCES: Final = {
    "amount_not_in_verdict": "It names an amount that was not decided",
    "fee_missing": "It does not name the fee that was decided",
    "secret_leaked": "It gives away a figure that stays with us",
    "other_currency": "It names another currency than the campaign's",
    "range": "It names a range instead of one amount",
    "recurring_fee": "It reads as if the fee were paid again and again",
    "per_item_price": "It reads as if the fee were paid for each piece",
    "open_price": "It leaves the fee open",
    "open_ended_fee": "It leaves open how high the fee goes",
    "percentage_not_in_verdict": "It names a percentage that was not decided",
    "duration_not_in_terms": "It names a time that is none of the terms",
    "views_not_in_order": "It names views that nobody asked it to name",
    "followers_not_in_order": "It names followers that nobody asked it to name",
    "date_not_in_order": "It names a date that is none of the terms",
    "number_not_explained": "It names a number that the terms do not explain",
    "number_not_in_order": "It names a number that is none of the terms",
    "deliverable_not_in_package": "It names work that is not in the package",
    "term_missing": "It leaves out a term that was decided",
    "bonus_missing": "It does not say the bonus as it was decided",
    "promise_outside_terms": "It promises what is not in the terms",
    "ceiling_talk": "It speaks of how high we may go",
    "budget_talk": "It speaks of the budget",
    "cpm_talk": "It speaks of how our fees come about",
    "policy_talk": "It speaks of rules of ours",
    "money_talk": "It speaks of money beside the fee",
    "final_talk": "It calls an offer the last one that is not",
    "acceptance_not_in_verdict": "It accepts what was not accepted",
    "bank_details": "It holds bank details",
    "foreign_address": "It holds an address that is not ours",
    "foreign_link": "It holds a link that is not ours",
    "telephone": "It holds a telephone number",
    "other_channel": "It leads away from e-mail",
    "wrong_language": "It is not in the language of this conversation",
    "too_short": "It says nothing",
    "too_long": "It is too long",
    "bad_subject": "Its subject does not fit into a line",
    "invisible_character": "It holds a character that nobody sees",
    "strange_digit": "It holds a digit that is none of ours",
    "strange_letter": "It holds a letter that only looks like one of ours",
    "mixed_alphabets": "It holds a word of two alphabets",
    "digits_split": "It holds a number that is written in pieces",
    "digits_spelled": "It holds a number that is spelt figure by figure",
    "letters_split": "It holds a word that is written in pieces",
    "digits_mixed_with_letters": "It holds a number with letters in it",
    "escaped_text": "It holds signs of a program instead of text",
    "markup": "It holds formatting instead of text",
    "opaque_text": "It holds text that nobody can read",
    "roman_number": "It holds a Roman number",
    "placeholder": "It holds a gap that was to be filled in",
    "instruction_echo": "It repeats what was meant for a machine",
}

# Where a reason begins: a quote in the middle of one may look like a rule too.
_RULE: Final = re.compile(rf"(^|; |\(|in Gmail: )({'|'.join(SENTENCES)}): ")


def in_words(reasons: str) -> str:
    """Return *reasons*, one or several joined by ``; ``, as a person reads them; any other text stays as it is."""
    return _RULE.sub(lambda found: f"{found[1]}{SENTENCES[found[2]]}: ", reasons)
