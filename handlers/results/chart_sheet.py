"""The sheet of charts. Its own small table holds what is drawn, so that staff can copy either."""

from typing import Any

from handlers.results.aggregate import Results
from handlers.results.arithmetic import divide
from handlers.results.book import Book
from handlers.results.picture import main_questions
from handlers.results.wording import scale_for_chart
from handlers.survey.definition import Question
from handlers.texts import results as texts

HEIGHT, WIDTH = 300, 620
"""Pixels of one chart."""
ROWS_OF_CHART = 16
MOST_CHARTS = 4


def write_charts(book: Book, results: Results) -> None:
    """Bars by sector: who sent, then the main figures that add up."""
    sheet = book.sheet(texts.SHEET_CHARTS, [34, *[18] * (MOST_CHARTS + 1)])
    questions = [question for question in main_questions(results) if _has_figures(results, question)][:MOST_CHARTS]
    titles = [texts.RATE, *(texts.by_sector(question.label, scale_for_chart(question)[1]) for question in questions)]
    sheet.header(0, [texts.SECTOR, *titles])
    for row, group in enumerate(results.sectors, 1):
        sheet.text(row, 0, group.name)
        sheet.percentage(row, 1, group.counts.rate)
        for column, question in enumerate(questions, 2):
            result = group.find(question.key)
            if result.is_hidden:
                sheet.text(row, column, texts.HIDDEN)
            elif result.figure is not None and result.figure.total is not None:
                sheet.number(row, column, divide(result.figure.total, scale_for_chart(question)[0]))
    last = len(results.sectors)
    for place, title in enumerate(titles if last else []):
        chart = _bars(book, title, place + 1, last, is_rate=place == 0)
        sheet.page.insert_chart(last + 2 + place * ROWS_OF_CHART, 0, chart)
    sheet.page.set_h_pagebreaks([last + 2 + place * ROWS_OF_CHART for place in range(2, len(titles), 2)])
    sheet.freeze(1, 1)


def _has_figures(results: Results, question: Question) -> bool:
    """Whether there is a bar to draw at all."""
    found = (group.find(question.key).figure for group in results.sectors)
    return any(figure is not None and figure.total is not None for figure in found)


def _bars(book: Book, title: str, column: int, last: int, *, is_rate: bool) -> Any:
    chart = book.workbook.add_chart({"type": "bar"})
    series: dict[str, Any] = {
        "name": title,
        "categories": [texts.SHEET_CHARTS, 1, 0, last, 0],
        "values": [texts.SHEET_CHARTS, 1, column, last, column],
        "data_labels": {"value": True, "num_format": "0.0%" if is_rate else "#,##0"},
        "fill": {"color": "#2E7D5B"},
    }
    chart.add_series(series)
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%"} if is_rate else {"num_format": "#,##0"})
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    return chart
