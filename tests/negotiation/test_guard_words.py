"""Does a campaign manager read words for every rule of the guard?"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from negotiation import guard, guard_words
from negotiation.amounts import AmountKind
from negotiation.guard_words import SENTENCES, in_words


def rules() -> Iterator[str]:
    """Return the names of the rules that stand in the guard's code."""
    for page in Path(guard.__file__).parent.glob("guard*.py"):
        tree = ast.parse(page.read_text(encoding="utf-8"))
        for node in ast.walk(tree if page.name != Path(guard_words.__file__).name else ast.Module([], [])):
            match node:
                case ast.Call(func=ast.Name("taboo"), args=[ast.Constant(str(rule)), *_]):
                    yield rule
                case ast.Tuple(elts=[ast.Constant(str(rule)), ast.Name()]):
                    yield rule
                case ast.Constant(str(text)) if found := re.match(r"([a-z]+(?:_[a-z]+)*): ", text):
                    yield found[1]


def test_every_rule_has_its_sentence_and_no_sentence_is_of_no_rule() -> None:
    judged = {"amount_not_in_verdict", *(f"{kind}_not_in_order" for kind in AmountKind)}
    assert set(rules()) - set(SENTENCES) == set()
    assert set(SENTENCES) - set(rules()) - judged == set()
    judged_here = {AmountKind.VIEWS, AmountKind.FOLLOWERS, AmountKind.DATE}
    assert {f"{kind}_not_in_order" for kind in judged_here} <= set(SENTENCES)


def test_reasons_are_said_one_by_one_and_quotes_stay_as_they_are() -> None:
    told = "edited in Gmail: amount_not_in_verdict: 900 USD ($900); foreign_link: https://x.example/range: 5"
    assert in_words(told) == (
        "edited in Gmail: It names an amount that was not decided: 900 USD ($900); "
        "It holds a link that is not ours: https://x.example/range: 5"
    )
    assert in_words("They ask 900 USD; 901 USD would be more than that.").startswith("They ask 900 USD; 901 USD")
