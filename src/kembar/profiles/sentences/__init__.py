"""Sentences of a thing: two or three paragraphs in the language spoken, for a page or a report."""

from kembar.profiles.sentences.agreement import agreement_summary
from kembar.profiles.sentences.city import city_summary
from kembar.profiles.sentences.clauses import Clause, Paragraph, plain
from kembar.profiles.sentences.country import country_summary
from kembar.profiles.sentences.desk import desk_summary
from kembar.profiles.sentences.money import money_summary
from kembar.profiles.sentences.partnership import partnership_summary
from kembar.profiles.sentences.study import study_summary

__all__ = [
    "Clause",
    "Paragraph",
    "agreement_summary",
    "city_summary",
    "country_summary",
    "desk_summary",
    "money_summary",
    "partnership_summary",
    "plain",
    "study_summary",
]
