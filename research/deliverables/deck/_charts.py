"""Bars as native charts: figures at their ends, one hue each, no grid and no legend."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from research.deliverables.deck._chart_book import chart_book, settled
from research.deliverables.deck._look import MARKET
from research.deliverables.deck._parts import SMALLEST, TEXT, Bars, Series
from research.deliverables.deck._writing import clean, paint

_NOTHING = 0.05
"""What figures of one decimal round to zero below."""
_GAP = {1: 45, 2: 40}
"""Room between categories by number of series, in per cent of a bar."""


def add_bars(slide: Any, bars: Bars) -> Any:
    """The chart's shape; the workbook behind it is the project's own, in which nothing is a formula."""
    data = CategoryChartData(number_format=bars.form)
    data.categories = [clean(category) for category in bars.categories]
    for series in bars.series:
        data.add_series(clean(series.name), settled(series.values))
    box = bars.box
    shape = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height), data
    )
    chart = shape.chart
    chart.part.chart_workbook.update_from_xlsx_blob(chart_book(bars))
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(SMALLEST)
    paint(chart.font.color, TEXT)
    _set_axes(chart, bars)
    _set_plot(chart.plots[0], bars)
    _set_room(chart, bars)
    return shape


def _set_axes(chart: Any, bars: Bars) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.visible = values.has_major_gridlines = False
    values.minimum_scale, values.maximum_scale = bars.low, bars.high
    names.reverse_order = True
    names.has_major_gridlines = False
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = RGBColor.from_string(MARKET[1:].upper())
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW if bars.labels else XL_TICK_LABEL_POSITION.NONE


def _set_plot(plot: Any, bars: Bars) -> None:
    plot.gap_width, plot.overlap = _GAP.get(len(bars.series), 30), 0
    for drawn, series in zip(plot.series, bars.series, strict=True):
        drawn.invert_if_negative = False
        _paint(drawn, series)
        _label(drawn.data_labels, bars.form)
        _level(drawn, series, bars.form)
        _mark(drawn, series, bars.form)


def _label(labels: Any, form: str) -> None:
    """Figures at the ends of the bars, never broken from their sign."""
    labels.number_format, labels.number_format_is_linked = form, False
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size = Pt(SMALLEST)
    labels._element.find("{*}txPr/{*}bodyPr").set("wrap", "none")


def _level(drawn: Any, series: Series, form: str) -> None:
    """Figures that round to nothing stand without a sign."""
    for i, value in enumerate(series.values):
        if ";" in form and abs(value) < _NOTHING:
            _relabel(drawn.points[i].data_label, "0.0;0.0")


def _mark(drawn: Any, series: Series, form: str) -> None:
    """Figures with a mark behind them."""
    for i, mark in enumerate(series.marks):
        if mark:
            _relabel(drawn.points[i].data_label, f'{form}"{mark}"')


def _relabel(label: Any, form: str) -> None:
    """One figure in a form of its own."""
    label.position = XL_LABEL_POSITION.OUTSIDE_END
    label.font.size = Pt(SMALLEST)
    label._dLbl.insert(1, parse_xml(f"<c:numFmt {nsdecls('c')} formatCode='{form}' sourceLinked='0'/>"))
    label._dLbl.find("{*}txPr/{*}bodyPr").set("wrap", "none")


def _paint(drawn: Any, series: Series) -> None:
    """One hue for the whole series, or one a bar."""
    _fill(drawn.format.fill, series.hues[0])
    if len(set(series.hues)) > 1:
        for i, hue in enumerate(series.hues):
            _fill(drawn.points[i].format.fill, hue)


def _fill(fill: Any, hue: str) -> None:
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(hue[1:].upper())


def _set_room(chart: Any, bars: Bars) -> None:
    """The bars stand right of the names, so that charts one beside the other share their rows."""
    area = chart._chartSpace.chart.plotArea
    for layout in area.findall("{*}layout"):
        area.remove(layout)
    left, width = bars.labels, 1.0 - bars.labels
    area.insert(
        0,
        parse_xml(
            f"<c:layout {nsdecls('c')}><c:manualLayout><c:layoutTarget val='inner'/><c:xMode val='edge'/>"
            f"<c:yMode val='edge'/><c:x val='{left:.4f}'/><c:y val='0.0'/><c:w val='{width:.4f}'/><c:h val='1.0'/>"
            "</c:manualLayout></c:layout>"
        ),
    )
