"""The question for the columns of a table: filled with the guess, confirmed by a button."""

from streamlit.testing.v1 import AppTest

from skygap.ui.columns import MOST_OFFERED

TABLE = "Zeit,Breite,Länge,Höhe,Reg\n2024-03-20T16:30:00Z,47.5,8.25,1000,HB-ABC\n"


def page(content: str) -> None:
    from tests.ui.column_page import show  # noqa: PLC0415  # AppTest runs the text alone

    show(content)


def opened(content: str = TABLE) -> AppTest:
    return AppTest.from_function(page, args=(content,)).run(timeout=30)


def choose(app: AppTest, label: str, value: str) -> None:
    next(box for box in app.selectbox if box.label == label).set_value(value)


def confirm(app: AppTest) -> AppTest:
    return app.button[0].click().run()


def read_as(app: AppTest) -> list[str]:
    return [said.value for said in app.markdown if said.value.startswith("read: ")]


def told(app: AppTest) -> str:
    return "\n".join(text.value for text in app.text)


def test_the_guess_is_filled_in_and_nothing_is_read_before_it_is_confirmed() -> None:
    app = opened()
    assert not app.exception
    assert not read_as(app)
    values = {box.label: box.value for box in app.selectbox}
    assert (values["Time"], values["Latitude"], values["Longitude"]) == ("Zeit", "Breite", "Länge")
    assert read_as(confirm(app)) == [
        "read: table, columns time=Zeit,lat=Breite,lon=Länge,registration=Reg"
    ]


def test_sample_values_stand_beside_each_column() -> None:
    options = next(box for box in opened().selectbox if box.label == "Latitude").options
    assert "Breite: 47.5" in options


def test_what_the_guess_left_out_is_said() -> None:
    assert "'Höhe': its unit is not known" in told(opened())


def test_a_column_without_its_unit_is_not_taken() -> None:
    app = opened()
    choose(app, "Pressure altitude", "Höhe")
    assert not read_as(confirm(app))
    assert "Pressure altitude: the unit is not known" in told(app)
    choose(app, "Unit of pressure altitude", "altitude_m")
    assert read_as(confirm(app))[0].endswith("altitude_m=Höhe")


def test_a_correction_replaces_what_was_confirmed() -> None:
    app = confirm(opened())
    choose(app, "Latitude", "Länge")
    assert not read_as(confirm(app))
    assert "lat and lon cannot both be the column 'Länge'" in told(app)
    choose(app, "Longitude", "Breite")
    assert "lat=Länge,lon=Breite" in read_as(confirm(app))[0]


def test_what_was_confirmed_stays_when_the_page_runs_again() -> None:
    assert read_as(confirm(opened()).run())


def test_a_place_without_its_time_is_not_taken() -> None:
    app = opened()
    choose(app, "Time", "")
    assert not read_as(confirm(app))
    assert "no column is named for time" in told(app)


def test_of_thousands_of_columns_those_of_the_guess_are_offered() -> None:
    names = [f"sensor {n}x" for n in range(1000)]
    header, row = TABLE.splitlines()
    app = opened("\n".join([",".join([*names, header]), ",".join(["1"] * 1000 + [row])]))
    box = next(box for box in app.selectbox if box.label == "Time")
    assert (box.value, len(box.options)) == ("Zeit", MOST_OFFERED + 1)


def test_names_and_values_from_a_file_are_shown_as_text() -> None:
    app = opened(TABLE.replace("Höhe", "altitude").replace("Reg", "<b>x</b>"))
    assert not any("<b>" in said.value for said in [*app.markdown, *app.caption])
