"""Sentences about forms: what a mapping or a template gets wrong, and which value cannot be written where."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from hocvuso.core.mapping import content, filling, values
from hocvuso.core.mapping.cells import Moved
from hocvuso.core.mapping.content import Problem
from hocvuso.core.mapping.filling import Fault
from hocvuso.partners.forms.template import BadTemplate


def moved(each: Moved) -> str:
    """Say which label is not where it should be, what stands there, and where it went."""
    words = {"cell": each.label.cell, "text": each.label.text, "found": each.found, "now": each.now_at}
    if each.now_at:
        return _("Cell %(cell)s must say “%(text)s”. That text now stands in %(now)s: the form was moved.") % words
    if each.found:
        return _("Cell %(cell)s must say “%(text)s”, but says “%(found)s”.") % words
    return _("Cell %(cell)s must say “%(text)s”, but is empty.") % words


def fault(each: Fault, titles: Mapping[str, str]) -> str:
    """Say which value cannot be written, with its row and its cell or column."""
    words = {"fact": titles.get(each.fact, each.fact), "value": each.value, "row": each.row, "where": each.where}
    said = {
        values.UNKNOWN: _("“%(fact)s” is not known yet, and this form needs it."),
        values.NO_CODE: _("“%(fact)s” is “%(value)s”, and the mapping has no code for that."),
        values.NOT_NUMBER: _("“%(fact)s” is “%(value)s”, not a number."),
        values.NOT_DATE: _("“%(fact)s” is “%(value)s”, not a day."),
        values.TOO_LONG: _("“%(fact)s” is too long for this form."),
        filling.NO_FACT: _("This site has no figure called “%(fact)s”."),
        filling.TOO_MANY: _("The list has more rows than the form has room for (%(value)s). Split it."),
    }[each.code] % words
    if each.row and each.where:
        return _("Row %(row)s, column %(where)s:") % words + " " + said
    return (_("Cell %(where)s:") % words + " " + said) if each.where else said


def overwritten(cells: list[str]) -> str:
    """Say that a mapping would write where the form has formulas or merged cells."""
    return _("The mapping writes into cells that hold a formula or lie inside merged cells: %(cells)s.") % {
        "cells": ", ".join(cells)
    }


def bad_template(problem: BadTemplate) -> str:
    """Say why a file cannot be filled."""
    return {
        "too_big": _("The file is too large for a form (8 MB at most)."),
        "macros": _("The file holds macros. Save it as .xlsx without them."),
        "no_sheet": _("The sheet of the mapping is not in the file. It has: %(sheets)s.") % {"sheets": problem.value},
        "not_xlsx": _("The file is not an Excel workbook (.xlsx). Open it in Excel and save it as one."),
    }[problem.code]


def problem(each: Problem) -> str:
    """Say what is wrong at one place of a mapping."""
    words = {"place": each.place, "value": each.value}
    return {
        "missing": _("%(place)s: something is missing here."),
        "unknown_word": _("%(place)s: “%(value)s” is not one of the words known here."),
        "no_cell": _("%(place)s: “%(value)s” is not a cell such as D9."),
        "no_number": _("%(place)s: “%(value)s” is not a number that can stand here."),
        "no_date": _("%(place)s: “%(value)s” does not say how a day is written, as dd/mm/yyyy does."),
        "twice": _("%(place)s: “%(value)s” stands here twice."),
        "too_many": _("%(place)s: too much for one form (%(value)s)."),
    }[each.code] % words


def source(form: content.Form) -> str:
    """Say what a mapping takes from us, or gives to us."""
    if form.way == content.IN:
        return _("Their list of members, read into our import")
    return {
        content.UNIT: _("The unit's return of a month"),
        content.UNITS: _("One row for each unit right below"),
        content.MEMBERS: _("One row for each member"),
        content.RESULTS: _("One row for each result, of those who agreed"),
    }[form.source]
