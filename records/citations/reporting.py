"""Where an error on a page is reported: at the address that the setting CONTACT names, with what the page shows."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings

from records.citations.citation import Citation


def report_address(citation: Citation) -> str:
    """The address of a report on what is cited, title and text filled in; empty where CONTACT names none.

    To an e-mail address it is a ``mailto:`` with subject and body; a web address gets ``title`` and ``body`` as
    parameters, as the issues of GitHub and its like take them.
    """
    contact: str = settings.CONTACT
    if not contact:
        return ""
    title = f"Error in: {citation.title}"
    body = f"{citation.address}\n{citation.edition}\n\nWhat is wrong, and where the report shows it:\n"
    if "://" not in contact:
        # RFC 6068: no plus for a space, and lines end with CR LF.
        said = urlencode({"subject": title, "body": body.replace("\n", "\r\n")}, quote_via=quote)
        return f"mailto:{quote(contact, safe='@')}?{said}"
    at = urlsplit(contact)
    query = "&".join(filter(None, (at.query, urlencode({"title": title, "body": body}))))
    return at._replace(query=query).geturl()
