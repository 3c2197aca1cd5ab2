"""Does the transition table keep its promises?"""

from pathlib import Path

import pytest

from negotiation.errors import IllegalTransition
from negotiation.state import TERMINAL, TRANSITIONS, Event, State, advance, diagram

PAGE = Path(__file__).parents[2] / "docs" / "states.md"


def walk(start: State, *events: Event) -> State:
    for event in events:
        start = advance(start, event)
    return start


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_row(state: State) -> None:
    assert any(before is state for before, _ in TRANSITIONS)


@pytest.mark.parametrize("event", Event)
def test_every_event_is_used(event: Event) -> None:
    assert any(used is event for _, used in TRANSITIONS)


def test_every_state_is_reached_from_the_first() -> None:
    reached = {State.INITIAL_OFFER}
    for _ in State:
        reached |= {after for (before, _), after in TRANSITIONS.items() if before in reached}
    assert reached == set(State)


@pytest.mark.parametrize(
    "state", [State.AWAITING_REPLY, State.COUNTER_SENT, State.ESCALATED, State.STALE, State.REJECTED]
)
def test_a_yes_in_any_open_or_ended_state_becomes_a_deal(state: State) -> None:
    assert walk(state, Event.REPLY_ARRIVED, Event.DEAL_AGREED) is State.AGREED


@pytest.mark.parametrize("state", [s for s in State if s not in (State.AGREED, State.CANCELLED)])
def test_a_reply_is_legal_in_every_state_without_a_deal(state: State) -> None:
    advance(state, Event.REPLY_ARRIVED)


def test_mail_after_a_deal_leaves_the_deal_standing_and_only_a_cancel_ends_it() -> None:
    assert advance(State.AGREED, Event.AFTER_DEAL_MAIL) is State.AGREED
    out_of = {event: after for (before, event), after in TRANSITIONS.items() if before is State.AGREED}
    assert out_of == {Event.AFTER_DEAL_MAIL: State.AGREED, Event.CANCELLED: State.CANCELLED}


def test_a_cancelled_deal_never_comes_back_and_nothing_else_is_cancelled() -> None:
    assert {after for (before, _), after in TRANSITIONS.items() if before is State.CANCELLED} == {State.CANCELLED}
    assert [before for before, event in TRANSITIONS if event is Event.CANCELLED] == [State.AGREED]


@pytest.mark.parametrize("state", [State.PAUSED, State.TAKEN_OVER, State.STOPPED])
def test_a_reply_is_recorded_and_changes_nothing_while_the_agent_stands_back(state: State) -> None:
    assert advance(state, Event.REPLY_ARRIVED) is state


@pytest.mark.parametrize("state", sorted(set(State) - TERMINAL))
def test_stop_is_legal_in_every_state_that_is_not_an_end(state: State) -> None:
    assert advance(state, Event.STOPPED) is State.STOPPED


def test_a_stopped_negotiation_never_starts_again() -> None:
    assert {after for (before, _), after in TRANSITIONS.items() if before is State.STOPPED} == {State.STOPPED}


def test_resume_and_release_go_back_to_waiting() -> None:
    assert advance(State.PAUSED, Event.RESUMED) is State.AWAITING_REPLY
    assert advance(State.TAKEN_OVER, Event.RELEASED) is State.AWAITING_REPLY


def test_a_pair_outside_the_table_is_an_error_by_name() -> None:
    with pytest.raises(IllegalTransition, match="offer_sent is not an event of state agreed"):
        advance(State.AGREED, Event.OFFER_SENT)


def test_every_pair_is_either_in_the_table_or_refused() -> None:
    for state in State:
        for event in Event:
            if (state, event) in TRANSITIONS:
                assert advance(state, event) is TRANSITIONS[state, event]
            else:
                with pytest.raises(IllegalTransition):
                    advance(state, event)


def test_the_page_shows_the_table() -> None:
    assert f"```mermaid\n{diagram()}```" in PAGE.read_text(encoding="utf-8"), diagram()
