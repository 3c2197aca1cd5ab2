"""Which temperaments are there?

One literal tuple, in the order a demo campaign casts them.
"""

from sandbox.creators import bargainers, latecomers, oddities, troubles
from sandbox.creators.people import Temperament

CAST: tuple[Temperament, ...] = (
    bargainers.Eager(),
    bargainers.Haggler(),
    bargainers.Tough(),
    bargainers.Conceder(),
    bargainers.TitForTatPlayer(),
    latecomers.Silent(),
    latecomers.Late(),
    latecomers.Holding(),
    latecomers.OutOfOffice(),
    latecomers.Bouncing(),
    latecomers.SharedHoliday(),
    latecomers.Crossing(),
    oddities.HtmlWriter(),
    oddities.ConditionalYes(),
    oddities.SoundsGood(),
    oddities.QuestionFirst(),
    oddities.RateCard(),
    oddities.TwoPackages(),
    oddities.OtherCurrency(),
    oddities.NewThread(),
    oddities.TwiceQuickly(),
    oddities.Rambling(),
    troubles.ManagerTakesOver(),
    troubles.Colleague(),
    troubles.OptOut(),
    troubles.Hostile(),
    troubles.LegalThreat(),
    troubles.Injector(),
    troubles.FarOver(),
    troubles.FarUnder(),
)
BY_NAME: dict[str, Temperament] = {temperament.name: temperament for temperament in CAST}

# Those a further creator may have: each can end in a deal.
ORDINARY = ("haggler", "conceder", "tough", "tit_for_tat", "html_history", "late", "holding", "rambling", "sounds_good")

# Whose outcome does not hang on a zone of agreement: they say yes, no or nothing for other reasons.
PRICELESS = ("eager", "answers_twice", "far_under", "far_over")
