"""The whole report: header, parts I to III, signature, annex."""

from handlers.results.aggregate import Results
from handlers.results.outside import hide_small
from handlers.results.sender import Sender
from handlers.results.word.annex import write_annex
from handlers.results.word.listed import count_directory
from handlers.results.word.paper import LINE, Paper
from handlers.results.word.parts import write_all
from handlers.results.word.proposals import read_proposals
from handlers.results.word.training import read_training
from handlers.results.wording import show_percent
from handlers.survey.periods import first_day, last_day
from handlers.texts import report as texts
from handlers.texts.times import clock_time, day
from handlers.world import ZONE


def build_report(results: Results, sender: Sender, public: Results | None = None) -> bytes:
    """The docx file, ready to be numbered, dated and signed. It leaves the desk, so small groups are hidden; give it
    the results with their reports, of which it takes the proposals, and their public form where it is made already."""
    public = public or hide_small(results)
    facts = results.facts
    directory = count_directory(results.directory, first_day(facts.period), last_day(facts.period))
    sent = [report for report in results.reports if report.status == "submitted"]
    proposals = read_proposals([result.question for result in results.overall.questions], sent)
    paper = Paper(texts.subject(facts.period_name))
    _write_head(paper, results, sender)
    _write_intro(paper, public, sender)
    write_all(paper, public, directory, read_training(sent), proposals, day(facts.read_at))
    _write_foot(paper, sender)
    write_annex(paper, public, directory)
    return paper.close()


def _write_head(paper: Paper, results: Results, sender: Sender) -> None:
    year = results.facts.read_at.astimezone(ZONE).year
    left = [(sender.alliance.upper(), "b"), (LINE, ""), (texts.NUMBER, "")]
    right = [(texts.STATE, "b"), (texts.MOTTO, "b"), (LINE, ""), (texts.place_and_date(sender.province, year), "i")]
    paper.columns(left, right, left_centred=True)
    if results.facts.is_trial:
        paper.line(texts.TRIAL, italic=True, centre=True)
    paper.heading(texts.TITLE, centre=True)
    paper.heading(texts.subject(results.facts.period_name), centre=True)
    paper.line(LINE, centre=True)
    paper.line(texts.ADDRESSED + "; ".join(recipients_of(sender)) + ".", centre=True)


def recipients_of(sender: Sender) -> tuple[str, ...]:
    """Who gets the report."""
    province = f"tỉnh {sender.province}" if sender.province else "tỉnh"
    return sender.recipients or tuple(line.format(province=province) for line in texts.DEFAULT_RECIPIENTS)


def _write_intro(paper: Paper, results: Results, sender: Sender) -> None:
    facts, counts = results.facts, results.overall.counts
    numbers = (counts.submitted, counts.asked, show_percent(counts.rate), show_percent(counts.coverage))
    paper.line(texts.intro(sender.alliance, clock_time(facts.read_at), *numbers))
    if facts.closed_at is None:
        paper.line(texts.still_open(day(facts.closes_at)))
    if facts.mixed:
        paper.line(texts.several_versions([one.version for one in facts.versions if one.reports]))


def _write_foot(paper: Paper, sender: Sender) -> None:
    recipients = [(f"- {name};", "s") for name in recipients_of(sender)]
    left = [(texts.RECIPIENTS, "bis"), *recipients, (f"- {texts.ARCHIVE}", "s")]
    right = [(texts.SIGNED_BY, "b"), ("", ""), ("", ""), ("", ""), (sender.signer, "b")]
    paper.columns(left, right, left_centred=False)
