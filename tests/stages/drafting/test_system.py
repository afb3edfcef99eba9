"""The interview's own columns: id, weight, duration, date, status, personal and technical ones."""

from __future__ import annotations

import pytest

from research.domain.survey_file import Column
from research.stages.drafting.system import Interview, read_interview
from research.wording.notes_en import ASSUMPTIONS
from tests.survey_files import cycle, evidence, number, text

IDS = [float(10_000 + 7 * row) for row in range(30)]


def interview(*columns: Column) -> Interview:
    return read_interview(evidence(*columns), frozenset())


def codes_of(found: Interview) -> set[str]:
    return {assumption.code for assumption in found.assumptions}


@pytest.mark.parametrize(
    "name", ["id", "URLID", "ResponseId", "resp_id", "record", "uuid", "Serial", "Respondent ID", "caseid"]
)
def test_a_unique_column_called_an_id_is_one(name: str) -> None:
    found = interview(number(name, IDS), number("Q1", cycle([1, 2])))
    assert found.system.id == name
    assert "rows_are_ids" not in codes_of(found)


def test_ids_of_text_and_nameless_row_numbers_serve() -> None:
    assert interview(text("ResponseID", [f"R_{row}" for row in range(30)])).system.id == "ResponseID"
    assert interview(number("column_1", list(range(30)))).system.id == "column_1"


def test_an_id_that_stands_twice_or_is_blank_is_none_and_rows_are_numbered() -> None:
    found = interview(number("id", [*IDS[:-1], IDS[0]]))
    assert found.system.id is None
    assert "id" in found.skipped
    assert "rows_are_ids" not in codes_of(found)
    told = next(one for one in found.assumptions if one.code == "id_not_unique")
    assert told.figures == {"column": "id", "respondents": "1, 30"}


def test_blank_ids_are_told_and_a_long_list_is_cut() -> None:
    found = interview(text("ResponseId", [None] * 7 + [f"R_{row}" for row in range(7, 30)]))
    told = next(one for one in found.assumptions if one.code == "id_not_unique")
    assert told.figures == {"column": "ResponseId", "respondents": "1, 2, 3, 4, 5 and 2 more"}
    assert ASSUMPTIONS["id_not_unique"].format(**told.figures).startswith("ResponseId looks like")


def test_a_spoilt_id_beside_a_good_one_is_left_out_for_what_it_is() -> None:
    found = interview(number("respondent_id", IDS), number("id", [*IDS[:-1], IDS[0]]))
    assert found.system.id == "respondent_id"
    assert codes_of(found) == set()
    assert "twice" in found.skipped["id"]


def test_the_clearest_id_is_taken_and_the_others_are_left_out() -> None:
    found = interview(number("column_1", list(range(30))), number("respondent_id", IDS))
    assert (found.system.id, dict(found.skipped)) == ("respondent_id", {"column_1": "another id"})


@pytest.mark.parametrize("name", ["weight", "wt", "Gewicht", "weight_a", "wgt"])
def test_positive_numbers_near_one_called_a_weight_are_the_weight(name: str) -> None:
    found = interview(number(name, cycle([0.5, 1.5, 1.25])))
    assert found.system.weight == name
    assert "weight_guessed" in codes_of(found)


@pytest.mark.parametrize("values", [[60.0, 72.0, 81.0], [0.0, 1.5, 2.5], [0.5, None, 1.5], [150.5, 160.2]])
def test_body_weights_noughts_and_blanks_are_no_weight(values: list[float | None]) -> None:
    assert interview(number("weight", cycle(values))).system.weight is None


@pytest.mark.parametrize(
    ("name", "values", "seconds"),
    [
        ("Duration (in seconds)", [300, 900], 1.0),
        ("loi", [8.5, 12.0], 60.0),
        ("duration_ms", [300_000, 500_000], 0.001),
        ("duration", [400, 900], 1.0),
        ("duration", [400_000, 900_000], 0.001),
    ],
)
def test_the_unit_of_the_duration_is_found(name: str, values: list[float], seconds: float) -> None:
    system = interview(number(name, cycle(values))).system
    assert (system.duration, system.duration_seconds) == (name, seconds)


def test_a_question_about_some_duration_is_no_duration() -> None:
    column = number("q5", cycle([2, 36]), label="What is the duration of your current contract?")
    assert interview(column).system.duration is None


def test_complete_interviews_are_those_that_say_so() -> None:
    labels = {1: "Terminated", 2: "Overquota", 3: "Qualified", 4: "Partial"}
    found = interview(number("Status", cycle([3, 4, 3]), labels))
    assert (found.system.status, found.system.complete) == ("Status", (3.0,))
    assert next(one for one in found.assumptions if one.code == "complete_only").figures["kept"] == 20


def test_a_status_in_words_and_finished_serve_too() -> None:
    words = interview(text("disposition", cycle(["Complete", "Partial", "Screened out"])))
    finished = interview(number("Finished", cycle([1, 0, 1])))
    assert words.system.complete == ("Complete",)
    assert finished.system.complete == (1.0,)


def test_where_all_are_complete_there_is_no_status() -> None:
    labels = {1: "not started", 2: "in progress", 4: "complete and in quota"}
    assert interview(number("Progress", cycle([4]), labels)).system.status is None


def test_the_date_of_the_end_is_preferred() -> None:
    days = cycle(["2025-03-01", "2025-03-02"])
    found = interview(text("StartDate", days, kind="date"), text("EndDate", days, kind="date"))
    assert (found.system.date, dict(found.skipped)) == ("EndDate", {"StartDate": "another date"})


@pytest.mark.parametrize(
    "name", ["IPAddress", "IP Address", "RecipientEmail", "email", "First Name", "LocationLatitude", "phone_number"]
)
def test_what_identifies_people_is_dropped(name: str) -> None:
    found = interview(text(name, cycle(["a", "b"])), number("Q1", cycle([1, 2])))
    assert found.system.drop == (name,)
    assert found.skipped[name] == "identifies people"


@pytest.mark.parametrize(
    "label", ["Main phone company", "Do you read e-mail newsletters?", "Name of your favourite brand"]
)
def test_questions_about_such_things_stay(label: str) -> None:
    assert interview(text("q1", cycle(["a", "b"]), label=label)).system.drop == ()


@pytest.mark.parametrize(
    "column",
    [
        text("UserLanguage", cycle(["EN", "DE"])),
        text("META_Browser", cycle(["Chrome", "Edge"]), label="Browser Meta Info - Browser"),
        number("Panel", cycle([1, 2])),
        number("WELCOME", cycle([0, 1]), {0: "No", 1: "Yes"}, label="Page WELCOME was viewed"),
        text("letters", cycle(["['a', 'b']", "['c']"])),
        text("q2", cycle(["1;2;5;", "3;", "1;2;"])),
        text("gpa", [*(str(row / 10) for row in range(29)), "unknown"]),
        number("empty", cycle([None])),
    ],
    ids=lambda column: column.name,
)
def test_what_is_no_answer_is_left_out_with_a_reason(column: Column) -> None:
    assert interview(column).skipped[column.name]


def test_members_of_declared_sets_always_remain() -> None:
    column = number("panel", cycle([None]))
    assert [one.name for one in read_interview(evidence(column), frozenset({"panel"})).remaining] == ["panel"]
