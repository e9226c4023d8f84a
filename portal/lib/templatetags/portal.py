"""`{% load portal %}`: what templates of every room need."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.lib import clock, moments, panels
from portal.lib.markdown import to_html

register = template.Library()


@register.filter
def markdown(text: object) -> SafeString:
    return to_html(str(text or ""))


@register.simple_tag(takes_context=True, name="panels")
def panels_tag(context: Context, place: str, **about: Any) -> SafeString:
    """What higher layers show in this place to the signed-in person: `{% panels "call" call=call as shown %}`."""
    request = context.get("request")
    found = panels.rendered(place, request, **about) if request else []
    return format_html_join("\n", "{}", ((html,) for html in found))


@register.filter
def deadline(at: datetime, zone: ZoneInfo) -> str:
    """«2027 ж. 1 наурыз, 18:00, Алматы уақыты (UTC+5)»"""
    return f"{moments.date_and_time(at, zone)}, {moments.zone_name(zone, at)}"


@register.simple_tag
def countdown(until: datetime) -> SafeString:
    """«19 күн қалды», kept up to date by static/js/countdown.js."""
    return format_html(
        '<span data-until="{}" data-words="{}">{}</span>',
        until.isoformat(),
        json.dumps(moments.closing_words(), ensure_ascii=False),
        moments.closes_in(until, clock.now()),
    )
