"""How do creators put things?

Sentences only, several for each thing people say in a fee negotiation, with
{amount}, {brand} and {team} to fill. An entry decides nothing and no amount is
written here; the odd temperaments keep their own sentences beside them.
"""

from random import Random

GREETINGS = (
    "Hi {team},",
    "Hello {team},",
    "Hey {team}!",
    "Hi there,",
    "Good morning {team},",
    "Hey,",
    "Dear {team},",
    "Hiya,",
)
SIGNOFFS = (
    "Best,\n{name}",
    "Thanks,\n{name}",
    "Cheers,\n{name}",
    "xx {first}",
    "Kind regards,\n{name}\n{handle}",
    "{first}",
    "Warmly,\n{name}",
    "Talk soon,\n{first}\n\nSent from my iPhone",
    "-- \n{name} | content creator | {handle}",
)

FIRST_ASKS = (
    "Thanks so much for reaching out, I really like what {brand} does! For this scope my fee would be {amount}.",
    "Love the idea. My usual rate for a package like this is {amount}.",
    "Thank you for thinking of me. I would need {amount} to make this happen.",
    "Sounds like a fun project! I'd be looking at {amount} for everything you describe.",
    "I'm interested. My price for these deliverables is {amount} all in.",
    "Happy to collaborate with {brand}. I charge {amount} for this.",
    "Appreciate the offer, though it is under what I usually get. Could you do {amount}?",
    "This is right up my street. For that amount of work I'd quote {amount}.",
)
ASKS = (
    "Thanks for coming back to me. I could go down to {amount}.",
    "I hear you on the budget. What about {amount}?",
    "Hmm, that's still a bit low for the work involved. I can do {amount}.",
    "Let's try to meet somewhere: {amount} would work on my side.",
    "I talked it over with my partner and we can make it {amount}.",
    "I can be a little flexible here, so {amount} from me.",
    "I'd like to make this happen with {brand}. My new number is {amount}.",
    "Not quite there yet. Would {amount} be possible?",
)
LAST_ASKS = (
    "This is as far as I can go: {amount}.",
    "My final number is {amount}, I really can't go under that.",
    "{amount} is my bottom line for this one.",
    "I've looked at it from every side and {amount} is the lowest that makes sense for me.",
    "Best I can do is {amount}, take it or leave it :)",
    "{amount}, and that is truly the end of my rope.",
)
YESES = (
    "Deal, {amount} it is! Looking forward to working with {brand}.",
    "{amount} works for me, let's do it!",
    "Okay, I accept {amount}. Please send the next steps.",
    "Yes, happy to go ahead at {amount}.",
    "We have a deal. {amount} for the package, count me in!",
    "Agreed on {amount}. Excited to get started.",
    "Great, I'm on board with {amount}.",
)
CONFIRMATIONS = (
    "Yes, confirmed: {amount}.",
    "That's right, {amount}. All good from my side.",
    "Confirmed, {amount} as agreed.",
    "Yep, {amount}, exactly as we said.",
    "Correct, we agreed on {amount}.",
    "Yes to all of it, {amount}.",
)
REPEATS = (
    "Just to be clear, I'm asking for {amount} for the whole package.",
    "Sorry if that was confusing! My fee is {amount} in total.",
    "My ask stands at {amount} for everything.",
    "To answer your question: {amount} for the full scope.",
    "It would be {amount} altogether.",
    "Simply put: {amount} for all the deliverables.",
)
NOES = (
    "Thanks for your patience, but I'll have to pass on this one.",
    "I don't think we will get there on the budget, so I'm going to decline. All the best with the campaign!",
    "Unfortunately this doesn't work for me. Maybe another time.",
    "I appreciate the offer, but it's a no from me this time.",
    "I have to say no, sorry. The fee is just too far from my rates.",
    "I'll sit this one out. Good luck with the launch!",
)
THANKS = (
    "Thanks! Looking forward to it.",
    "Perfect, thank you!",
    "Great, thanks a lot. Speak soon!",
    "Wonderful, thank you so much.",
    "Thanks for sorting this out so quickly!",
    "Amazing, can't wait. Thanks!",
)
NO_WORRIES = (
    "No worries, thanks for letting me know. Maybe next time!",
    "All good, I understand. Keep me in mind.",
    "Fair enough, best of luck with it!",
    "Thanks for being straight with me. Until next time.",
    "Understood, no hard feelings.",
    "Too bad, but I get it. Take care!",
)


def pick(sentences: tuple[str, ...], rng: Random, **words: str) -> str:
    """Return one of *sentences* with its blanks filled from *words*."""
    return rng.choice(sentences).format(**words)
