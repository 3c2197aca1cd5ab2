"""When is the sender back?

Reads the day an automatic reply names. It takes the year from the mail's own
date and never asks a clock; a day it cannot place gives None, and the caller
waits as it would have waited anyway.
"""

import re
from datetime import date, timedelta

MAX_AWAY_DAYS = 400

_MONTH_WORDS = (
    "jan|janv|januar|january|janvier|enero|ene|gennaio|gen|januari|janeiro|stycznia",
    "feb|febr|februar|february|févr|février|fevrier|febrero|febbraio|februari|fev|fevereiro|lutego",
    "mar|march|märz|maerz|mär|mars|marzo|maart|mrt|março|marca",
    "apr|april|avr|avril|abr|abril|aprile|kwietnia",
    "may|mai|mayo|maggio|mag|mei|maio|maj|maja",
    "jun|june|juni|juin|junio|giugno|giu|junho|czerwca",
    "jul|july|juli|juil|juillet|julio|luglio|lug|julho|lipca",
    "aug|august|août|aout|ago|agosto|augustus|augusti|sierpnia",
    "sep|sept|september|septembre|septiembre|settembre|set|setembro|września",
    "oct|october|okt|oktober|octobre|octubre|ottobre|ott|out|outubro|października",
    "nov|november|novembre|noviembre|novembro|listopada",
    "dec|december|dez|dezember|déc|décembre|dic|diciembre|dicembre|dezembro|grudnia",
)
_MONTHS = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split("|")}
_WEEKDAY_WORDS = (
    "monday|montag|lundi|lunes|lunedì|maandag|segunda",
    "tuesday|dienstag|mardi|martes|martedì|dinsdag|terça",
    "wednesday|mittwoch|mercredi|miércoles|mercoledì|woensdag|quarta",
    "thursday|donnerstag|jeudi|jueves|giovedì|donderdag|quinta",
    "friday|freitag|vendredi|viernes|venerdì|vrijdag|sexta",
    "saturday|samstag|samedi|sábado|sabato|zaterdag",
    "sunday|sonntag|dimanche|domingo|domenica|zondag",
)
_WEEKDAYS = {word: number for number, words in enumerate(_WEEKDAY_WORDS) for word in words.split("|")}

_CUE = re.compile(
    r"(?<!\w)(?:until|till|through|thru|back|return(?:ing)?|available again|resum\w{1,4}|bis|zurück|wieder|ab dem|"
    r"jusqu\W?au|de retour|retour|hasta|regres\w{1,4}|vuelv\w{1,4}|de vuelta|até|volto|retorno"
    r"|fino al?|rientr\w{1,4}|"
    r"tot|terug|t/m|tillbaka|tilbage|tilbake|do|wracam|away|out of (?:the )?office|travell?ing)(?!\w)",
    re.IGNORECASE,
)
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAYS = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_FORMS = re.compile(
    r"(?<!\d)(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<n1>\d{1,2})[./-](?P<n2>\d{1,2})(?:[./-](?P<ny>(?:20)?\d\d))?(?!\d)"
    rf"|(?<!\d)(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s{{0,3}}(?:of |de |do )?"
    rf"(?P<m1>{_NAMES})(?!\w)\.?,?\s{{0,3}}(?:de |do )?(?P<y1>20\d\d)?"
    rf"|(?<!\w)(?P<m2>{_NAMES})\.?\s{{1,3}}(?:\d{{1,2}}\s?(?:-|–|to)\s?)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d),?\s{{0,3}}(?P<y2>20\d\d)?"
    rf"|(?<!\w)(?P<w>{_DAYS})(?!\w)",
    re.IGNORECASE,
)
_APPLE_END = re.compile(r"endDate=(20\d\d-\d\d-\d\d)")


def return_date(text: str, sent: str | None, apple_criteria: str = "") -> str | None:
    """Return the day of return as YYYY-MM-DD; *sent* is the mail's own ISO date."""
    apple = _APPLE_END.search(apple_criteria)
    if apple:
        return apple[1]
    sent_on = date.fromisoformat(sent[:10]) if sent else None
    days = [day for window in _windows(text[:4_000]) for day in _days_in(window, sent_on)]
    # "Away from 3 May until 10 May, back on the 11th": the last day named counts.
    return max(days).isoformat() if days else None


def _windows(text: str) -> list[str]:
    """Return the pieces of text that follow a word such as "until" or "back"."""
    flat = " ".join(text.split())
    return [re.split(r"[!?]|(?<!\d)\.\s(?=[A-Z])", flat[cue.end() : cue.end() + 60])[0] for cue in _CUE.finditer(flat)][
        :20
    ]


def _days_in(window: str, sent_on: date | None) -> list[date]:
    found = (_day(match, sent_on) for match in _FORMS.finditer(window))
    return [day for day in found if day and _is_plausible(day, sent_on)]


def _is_plausible(day: date, sent_on: date | None) -> bool:
    return sent_on is None or sent_on <= day <= sent_on + timedelta(days=MAX_AWAY_DAYS)


def _day(match: re.Match[str], sent_on: date | None) -> date | None:
    if match["y"]:
        return _date(int(match["y"]), int(match["m"]), int(match["d"]))
    if match["w"]:
        return _weekday(_WEEKDAYS[match["w"].lower()], sent_on)
    if match["n1"]:
        return _numeric(int(match["n1"]), int(match["n2"]), match["ny"], sent_on)
    month, day, year = match["m1"] or match["m2"], match["d1"] or match["d2"], match["y1"] or match["y2"]
    return _placed(_MONTHS[month.lower()], int(day), year, sent_on)


def _weekday(number: int, sent_on: date | None) -> date | None:
    return sent_on + timedelta(days=(number - sent_on.weekday() - 1) % 7 + 1) if sent_on else None


def _numeric(first: int, second: int, year: str | None, sent_on: date | None) -> date | None:
    readings = [_placed(second, first, year, sent_on), _placed(first, second, year, sent_on)]
    likely = [day for day in readings if day and _is_plausible(day, sent_on)]
    # 05/06 is May or June: the nearer day asks again too early, never too late.
    return min(likely) if likely else None


def _placed(month: int, day: int, year: str | None, sent_on: date | None) -> date | None:
    if year:
        return _date(int(year) % 100 + 2000, month, day)
    if sent_on is None:
        return None
    this_year = _date(sent_on.year, month, day)
    return this_year if this_year and this_year >= sent_on else _date(sent_on.year + 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
