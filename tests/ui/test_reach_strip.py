"""Does the first answer hold at other speeds? The strip says from where to where."""

from skygap.ui.reach_strip import first_words, strip_chart, strip_of, tried_kt
from tests.ui.reaches import UNKNOWN, reachable_of

A_FIRST = reachable_of(("A", "KP", 0.5), ("B", "KP", 0.3), ("U", "KP", UNKNOWN))
B_FIRST = reachable_of(("A", "KP", 0.3), ("B", "KP", 0.5))


def test_no_speed_is_tried_above_the_highest_and_the_usual_one_is_always() -> None:
    assert tried_kt(400.0, 540.0) == [300.0, 333.0, 367.0, 400.0, 433.0, 467.0, 500.0]
    assert max(tried_kt(445.3, 460.0)) == 460.0
    assert tried_kt(445.3, 445.3)[-1] == 445.3


def test_the_first_stays_first_everywhere_or_the_sentence_says_where() -> None:
    robust = strip_of({300.0: A_FIRST, 400.0: A_FIRST, 500.0: A_FIRST}, 400.0)
    assert first_words(robust, 400.0).startswith("Robust: A stays first")
    assert "300 to 500 kt" in first_words(robust, 400.0)
    fragile = strip_of({300.0: A_FIRST, 400.0: A_FIRST, 500.0: B_FIRST}, 400.0)
    assert first_words(fragile, 400.0) == (
        "Fragile: A is first at 300 to 400 kt; at other speeds B."
    )


def test_where_nothing_is_ranked_any_more_somebody_else_leads_that_is_none() -> None:
    strip = strip_of({400.0: A_FIRST, 500.0: reachable_of()}, 400.0)
    assert first_words(strip, 400.0) == "Fragile: A is first at 400 kt only; at other speeds none."
    assert strip.loc[strip["speed_kt"] == 500.0, "probability"].eq(0.0).all()


def test_the_strip_is_of_the_first_at_the_usual_speed_and_leaves_unknown_ones_out() -> None:
    strip = strip_of({300.0: B_FIRST, 400.0: A_FIRST}, 400.0)
    assert list(dict.fromkeys(strip["ident"])) == ["A", "B"]
    assert strip_of({400.0: reachable_of(("U", "KP", UNKNOWN))}, 400.0).empty


def test_the_chart_tells_answers_apart_by_shape_too() -> None:
    drawn = strip_chart(strip_of({400.0: A_FIRST}, 400.0), theme="dark").to_dict()
    assert drawn["encoding"]["shape"]["scale"]["domain"] == ["A", "B"]
