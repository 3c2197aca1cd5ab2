"""Which mails threaten us, and which only sound like it?"""

import time

import pytest

from steps.threats import threat_in

THREATS = (
    "Pay me 1,000 or I'll post this conversation",
    "Pay me $1,000 or I'll post these emails on my story.",
    "$1,200 or my followers will hear about how you treat creators.",
    "Make it 1,500, otherwise I will publish this thread.",
    "If you don't pay 1000 I'm going to share our messages with my audience",
    "I'll call you out on TikTok if the fee stays at $800.",
    "1,000 or I expose your brand.",
    "You have until Friday to pay 1,200, or else.",
    "$900 and I won't leave a bad review, otherwise I'll leave you a one-star review",
    "I will tell everyone what you pay creators.",
    "I'm happy to name and shame brands like yours.",
    "Unless you pay me 1000 I will make this public.",
    "Pay 1,000 or I go to the press.",
    "I've got screenshots and I'll post the screenshots everywhere if you don't pay 1,000",
    "I'd hate to ruin your reputation over $400.",
    "You'll regret this if you don't come up to 1000",
    "Give me 1000 or I'm posting our chat",
    "Raise it to $1,000 or I'll report your account to Instagram",
    "I'll warn other creators about you unless we agree on $1,100.",
    "or I tell my followers about your lowball offer",
    "Zahlt 1000 oder ich poste den Chatverlauf.",
    "1000 Euro, sonst veröffentliche ich diese Mails.",
    "Sonst erfahren meine Follower, wie ihr Creator behandelt.",
    "1000 € sinon je publie cette conversation",
    "Payez 1000 ou je balance tout",
    "1000 o publico esta conversación",
    "Si no, subo las capturas de tus mensajes",
    "1000 ou eu posto essa conversa",
    "1000 euro o pubblico questa conversazione",
    "1000 of ik post dit gesprek",
    "I know where your office is",
    "If we can't agree on 1,000 I'll be posting your offer on Twitter",
    "Do the right thing and pay 1000 or this email goes public",
    "Pay me 1,000 or this conversation ends up on TikTok.",
    "My 300k followers would love to see this conversation. 1,200 please.",
    "It would be a shame if my followers saw this offer.",
    "I could easily destroy your brand",
    "1,000 or I'll make a video about how your company treats creators",
)
ORDINARY = (
    "I can shoot it Friday, or I'll post it later",
    "I'll post the reel on Friday",
    "I'll share your offer with my manager",
    "or I'll share this email with my agent",
    "I'd love to share this with my followers!",
    "I'll post about your brand on my story for $900",
    "I can post this on my feed and on my stories",
    "My followers will love to hear about your product",
    "I'd like to expose your brand to my audience for $900",
    "I won't post this conversation, don't worry",
    "Can I share this conversation with my manager?",
    "I'm going to post your offer code in my bio",
    "I could do $900 or else $1,000 with a story",
    "I can do 900, otherwise I have to pass",
    "We can make the collab public on Friday",
    "I'll tell my followers about your amazing product",
    "I'd leave you a great review",
    "I'll share these numbers with the team",
    "Could you do 1000? Or I'd post a story instead",
    "I'd post it on Tuesday, or I can tell my followers about this launch on Wednesday",
    "I'll publish the video on my channel and share it with my audience",
    "I had a bad review once from another brand",
    "Let me show you what my audience is: 80% women",
    "Ich poste das Reel am Freitag oder ich poste es später",
    "Sonst poste ich es später",
    "je publie la vidéo vendredi",
    "publico el reel el viernes",
    "$900 or I'm out",
    "I will make this public on Monday",
    "Happy to share screenshots of my insights",
    "I'll send screenshots of my analytics",
    "I'll post the story with your offer",
    "You won't regret it!",
    "You will not regret this",
    "I'll make a video about your product for 1000",
    "Should I tell my followers about the discount code?",
    "I can share the post on my story, or post it on TikTok for $900",
    "$1,000 or I'd post only a story about this",
    "I'll put your brand name in the caption or I'll post about you in a story",
)


@pytest.mark.parametrize("text", THREATS)
def test_a_threat_is_heard_in_its_own_sentence(text: str) -> None:
    told = threat_in(f"Hi Sam!\n\n{text}\n\nVera")
    assert told
    assert told in text


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_mail_threatens_nobody(text: str) -> None:
    assert threat_in(text) == ""


@pytest.mark.parametrize(
    "words", ["or ", "or i'll ", "i'll post ", "unless ", "post these all this whole ", "how you "]
)
def test_no_words_take_long_to_judge(words: str) -> None:
    began = time.process_time()
    threat_in(words * (50_000 // len(words)))
    assert time.process_time() - began < 2
