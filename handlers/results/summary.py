"""The message that tells staff how a round went."""

from handlers.results.aggregate import Group, QuestionResult, Results
from handlers.results.arithmetic import percent
from handlers.results.wording import show_figure, show_percent
from handlers.texts import results as texts
from handlers.texts.times import clock_time, day

MOST_OPTIONS = 3


def write_summary(results: Results) -> str:
    """Who answered, the main figures (those of the survey's first part), and the answers chosen most."""
    facts, counts = results.facts, results.overall.counts
    lines = [texts.heading(facts.title, facts.period_name)]
    lines += [texts.TRIAL] if facts.is_trial else []
    lines += [_state(results), texts.sent_of(counts.submitted, counts.asked, show_percent(counts.rate))]
    lines += [texts.not_sent(counts.missing, counts.partial, counts.unreachable)] if counts.missing else []
    if not counts.submitted:
        return "\n".join([*lines, texts.NOBODY_SENT])
    figures = describe_figures(results.overall)
    return "\n".join([*lines, "", texts.figures_of(counts.submitted), *figures, "", texts.SEE_FILE])


def describe_figures(group: Group) -> list[str]:
    """A line for each of the main figures."""
    return [line for result in main_results(group) if (line := _line(result))]


def main_results(group: Group) -> list[QuestionResult]:
    """The results of the survey's first part: what everybody is asked."""
    questions = group.questions
    first = questions[0].question.part
    return [result for result in questions if result.question.part == first]


def _state(results: Results) -> str:
    facts = results.facts
    if facts.closed_at is not None:
        return texts.was_closed(day(facts.closed_at))
    return texts.still_open(clock_time(facts.read_at), day(facts.closes_at))


def _line(result: QuestionResult) -> str:
    question, figure = result.question, result.figure
    if result.is_hidden and (question.choices or question.number_kind):
        return texts.hidden_line(question.label)
    if question.choices:
        return _choices_line(result)
    if not question.number_kind:
        return ""
    if figure is None:
        return texts.no_figure_line(question.label)
    if figure.total is None:
        return texts.mean_line(question.label, show_figure(question, figure.mean), result.answered)
    return texts.total_line(question.label, show_figure(question, figure.total), result.answered, result.no_data)


def _choices_line(result: QuestionResult) -> str:
    chosen = [option for option in result.options if option.count]
    if not chosen:
        return texts.no_figure_line(result.question.label)
    chosen.sort(key=lambda option: -option.count)  # stable: equal ones stay in the survey's order
    told = [
        (option.label, option.count, show_percent(percent(option.count, result.answered)))
        for option in chosen[:MOST_OPTIONS]
    ]
    return texts.choices_line(result.question.label, told)
