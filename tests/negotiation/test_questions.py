"""Is what our terms answer told from what only a person can?"""

import time

import pytest

from negotiation.questions import left_open


@pytest.mark.parametrize(
    "question",
    [
        "What are the usage rights?",
        "How much do you pay, and when do I get paid?",
        "Is the $600 for all three videos or per video?",
        "Thanks! How many stories do you need? And is any exclusivity part of it?",
        "Could you explain the terms again?",
        "One question first: do you need usage rights on top, or is it organic only?",
        "Does that work for you?",
        "Hi, how are you? Will you be running paid ads with my video? And for how long?",
        "Wie lange sollen die Nutzungsrechte gelten?",
        "¿El pago es antes o después de la publicación?",
        "Combien de stories faut-il faire ?",
        "",
    ],
)
def test_what_our_terms_say_is_answered_with_them(question: str) -> None:
    assert left_open(question, dated=False) == ""


@pytest.mark.parametrize(
    ("question", "still"),
    [
        ("Who owns the raw footage?", "Who owns the raw footage?"),
        ("Sounds fun! Can I bring my dog?", "Can I bring my dog?"),
        ("Do you have a brief?", "Do you have a brief?"),
        ("What are the usage rights? And who approves the content?", "And who approves the content?"),
        ("Does the fee include tax?", "Does the fee include tax?"),
        ("What do you mean by whitelisting?", "What do you mean by whitelisting?"),
        ("what the hooks should be and whether a script is provided.", None),
        ("Wann bekomme ich den Vertrag?", "Wann bekomme ich den Vertrag?"),
        ("¿Envían el producto?", "¿Envían el producto?"),
    ],
)
def test_what_our_terms_leave_open_is_named(question: str, still: str | None) -> None:
    found = left_open(question, dated=True)
    assert found == still if still else found


@pytest.mark.parametrize(
    "question",
    [
        "Could you do $1,400? How does that sit with you?",
        "$1,400? Does that work?",
        "Hope you're well? What about $1,400?",
        "$1,400, what do you say?",
        "$1,400? Is that something you could do?",
        "Could your team approve that?",
        "Hello Mara, what about $1,400 and a bonus on views?",
        "Oi Mara, tudo bem? Meu valor: $1,400. Podemos fechar assim?",
        "Hola Mara, ¿qué tal? $1,400, ¿cerramos así?",
        "$1,400, machen wir das so?",
        "Ciao Mara, come stai? $1,400, facciamo così?",
        "Can we make it work?",
        "Why so low?",
        "Hello? I asked whether you could do $1,400.",
        "Hi there?? Could you do $1,400?",
        "Are you there? I said $1,400.",
        "Still there? $1,400?",
        "Anyone?",
        "Any news? $1,400 still stands.",
        "Any update on this?",
        "Hallo? $1,400?",
        "Hola?",
        "Is that negotiable?",
        "Which one do you prefer?",
        "Wäre das für euch machbar?",
        "¿Qué les parece?",
        "Serait-ce possible ?",
        "Seria possível?",
        "Sarebbe possibile?",
    ],
)
def test_a_question_of_haggling_is_answered_by_an_offer(question: str) -> None:
    assert left_open(question, dated=False, asks=("$1,400",)) == ""


@pytest.mark.parametrize(
    ("question", "still"),
    [
        ("$1,400? And could you tell me who edits it?", "And could you tell me who edits it?"),
        ("Could you do $1,400 and who edits it?", "who edits it?"),
        ("$1,400? When do I get paid? Do I keep the product?", "Do I keep the product?"),
    ],
)
def test_a_question_beside_an_ask_is_left_open_like_any_other(question: str, still: str) -> None:
    assert left_open(question, dated=False, asks=("$1,400",)) == still


def test_when_is_answered_where_the_campaign_has_dates() -> None:
    assert left_open("When would it have to go live?", dated=True) == ""
    assert left_open("When would it have to go live?", dated=False) == "When would it have to go live?"


@pytest.mark.parametrize("piece", ["?", "when ", "how long ", "a.b", "how soon ? ", "1.", "pay when "])
def test_a_hostile_question_buys_no_time(piece: str) -> None:
    started = time.process_time()
    left_open(piece * 20_000, dated=True)
    assert time.process_time() - started < 1
