"""E-mail by SMTP: plain text with simple HTML beside it, no picture and nothing that tells who opened it."""

from __future__ import annotations

import email.message
import email.utils
import html
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from hocvuso.channels.contract import Outcome, Parcel, Unreachable

TIMEOUT_SECONDS = 20  # decided: a server that says nothing for so long is asked again later
PERMANENT = 500  # RFC 5321, 4.2.1: 5yz is permanent, 4yz is worth another try
# RFC 5321, 4.2.3 and RFC 3463: no such mailbox, not here, name not allowed. Other 5yz say nothing of the address.
ADDRESS_CODES = frozenset({550, 551, 553})


class Mail:
    """The site's outgoing mail."""

    def is_on(self) -> bool:
        """Tell whether a mail server is set."""
        return bool(settings.SMTP_HOST)

    @contextmanager
    def opened(self) -> Iterator[Post]:
        """Connect once for a batch."""
        try:
            link = _connected()
        except (OSError, smtplib.SMTPException) as problem:
            raise Unreachable(str(problem)) from problem
        try:
            yield Post(link)
        finally:
            try:
                link.quit()
            except (OSError, smtplib.SMTPException):
                link.close()


def _connected() -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    host, port = settings.SMTP_HOST, settings.SMTP_PORT
    if settings.SMTP_SECURITY == "tls":
        link: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=trusted)
    else:
        link = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    try:
        if settings.SMTP_SECURITY == "starttls":
            link.starttls(context=trusted)
        if settings.SMTP_USER:
            link.login(settings.SMTP_USER, settings.SMTP_PASSWORD)
    except BaseException:
        link.close()
        raise
    return link


class Post:
    """An open connection to the mail server."""

    def __init__(self, link: smtplib.SMTP) -> None:
        self._link = link

    def send(self, parcel: Parcel) -> Outcome:
        """Send one message. Raises Unreachable when the server is gone."""
        try:
            self._link.send_message(composed(parcel))
        except smtplib.SMTPRecipientsRefused as problem:
            code, _said = next(iter(problem.recipients.values()))
            return _outcome(code, of_address=True)
        except smtplib.SMTPResponseException as problem:  # of the sender, of the text; the recipient is not to blame
            if problem.smtp_code == 421:  # RFC 5321: closing
                raise Unreachable(str(problem)) from problem
            return _outcome(problem.smtp_code, of_address=False)
        except (OSError, smtplib.SMTPException) as problem:
            raise Unreachable(str(problem)) from problem
        return Outcome.SENT


def _outcome(code: int, *, of_address: bool) -> Outcome:
    if code < PERMANENT:
        return Outcome.LATER
    return Outcome.REFUSED if of_address and code in ADDRESS_CODES else Outcome.FAILED


def composed(parcel: Parcel) -> email.message.EmailMessage:
    """Return the message as it goes out; sent twice it carries the same Message-ID, by which mail boxes drop one."""
    words, host = parcel.words, urlsplit(settings.SITE_URL).hostname or "localhost"
    lines = [words.text, "", f"{words.button}: {words.link}", "", settings.OPERATOR_NAME]
    if parcel.stop_link:
        lines += ["", _("Stop these e-mails, one tap: %(link)s") % {"link": parcel.stop_link}]
    message = email.message.EmailMessage()
    message["Subject"] = words.title
    message["From"] = email.utils.formataddr(("Học Vụ Số", settings.MAIL_FROM or f"khong-tra-loi@{host}"))
    message["To"] = parcel.to
    message["Date"] = email.utils.localtime()
    message["Message-ID"] = f"<{parcel.id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday reply, please
    if parcel.stop_link:  # RFC 8058: the mail programme shows its own button
        message["List-Unsubscribe"] = f"<{parcel.stop_link}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content("\n".join(lines))
    message.add_alternative(_as_html(parcel), subtype="html")
    return message


def _as_html(parcel: Parcel) -> str:
    words, escaped = parcel.words, html.escape
    paragraphs = "".join(f"<p>{escaped(each)}</p>" for each in words.text.split("\n") if each)
    stop = ""
    if parcel.stop_link:
        word = escaped(_("Stop these e-mails"))
        stop = f'<p><a href="{escaped(parcel.stop_link)}">{word}</a></p>'
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><body><h2>{escaped(words.title)}</h2>{paragraphs}'
        f'<p><b><a href="{escaped(words.link)}">{escaped(words.button)}</a></b></p>'
        f"<p>{escaped(settings.OPERATOR_NAME)}</p>{stop}</body></html>"
    )
