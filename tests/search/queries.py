"""What is typed into the search: words that one looks for, and whatever else there is."""

from __future__ import annotations

import itertools

UNTOC = "/treaties/united-nations-convention-against-transnational-organized-crime/"
MLAT = "/treaties/treaty-between-japan-and-united-states-of-america-on-mutual-legal-assistance/"

# What is typed, and where the first hit leads.
FIRST_HITS = {
    # Countries, also as the report prints them.
    "Thai": "/countries/thailand/",
    "Korea": "/countries/south-korea/",
    "Republic of Korea": "/countries/south-korea/",
    "Macau": "/countries/macao/",
    "Viet Nam": "/countries/vietnam/",
    "Soviet Union": "/countries/russia/",
    "the then Soviet Union": "/countries/russia/",
    "U.S.": "/countries/united-states/",
    "US": "/countries/united-states/",
    "USA": "/countries/united-states/",
    "UK": "/countries/united-kingdom/",
    "East Timor": "/countries/east-timor/",
    "Soviet Union consular": "/timeline/consular-treaties-concluded-by-the-1970s/",
    # Abbreviations and other words for the same.
    "UNTOC": UNTOC,
    "UNCTOC": UNTOC,
    "United Nations Convention against Transnational Organized Crime": UNTOC,
    "MLAT": MLAT,
    "mutual legal assistance treaty": MLAT,
    "ATS": "/projects/regional-drug-control-cooperation-project-for-thailand/",
    "JDR": "/timeline/disaster-relief-team-law-1987/",
    "FBI": "/sections/5-5/",
    "ODA": "/sections/2-1/",
    "FATF": "/sections/3-2/",
    "APG": "/sections/3-4/",
    "PKO": "/sections/2-3/",
    "koban": "/topics/police-box/",
    "police boxes": "/topics/police-box/",
    "narcotics": "/topics/drugs/",
    "cyber crime": "/topics/high-tech-crime/",
    "organised crime": "/topics/organized-crime/",
    "Tokyo Convention": "/treaties/convention-on-offences-and-certain-other-acts-committed-on-board-aircraft/",
    # A title that is just these words, in any form.
    "traffic": "/topics/traffic/",
    "drug": "/topics/drugs/",
    "Convention on Cybercrime": "/treaties/convention-on-cybercrime/",
    "conventions on cybercrime": "/treaties/convention-on-cybercrime/",
    "2 (1) B": "/sections/2-1-b/",
    "Attached Table 4": "/sections/attached-table-4/",
    # Several words, phrases, words left out, words half typed.
    "extradition korea": "/treaties/treaty-on-extradition-between-japan-and-republic-of-korea/",
    "extradition -korea": "/topics/extradition/",
    '"rights of the child"': "/treaties/optional-protocol-to-convention-on-rights-of-child-on-sale-of-children/",
    "“police box” Singapore": "/projects/exportation-of-police-box-to-singapore/",
    "earthquake algeria": "/missions/algeria-earthquake-2003/",
    "terr": "/topics/terrorism/",
    "extradition trea": "/treaties/treaty-on-extradition-between-japan-and-united-states/",
    # Dates and the printed row.
    "November 2001": "/meetings/rome-lyon-2001-11-firenze/",
    "Jun.12, 1974": "/treaties/convention-for-suppression-of-unlawful-acts-against-safety-of-civil-aviation/",
    # What only the text tells.
    "sky marshals": "/meetings/rome-lyon-2003-11-paris/",
    "Golden Triangle": "/timeline/golden-triangle-drug-control-project-2002/",
    "Superintendent Takada": "/timeline/cambodia-attack-superintendent-takada-1992-1993/",
    "SARS": "/timeline/visitor-assistance-dip-sars-2003/",
    "communique": "/meetings/justice-interior-2001-02-milan/",
    "driver's license forgery": (
        "/courses/study-on-transfer-of-technologies-relating-to-prevention-of-drivers-license-forgery/"
    ),
    "Gulf Cooperation Council": "/memberships/fatf-gulf-cooperation-council/",
    "carabineros": "/visits/subsecretary-of-chilean-carabineros-uniformed-national-police-2001/",
    # What kind of thing it is.
    "visit germany": "/visits/german-minister-of-interior-2002/",
    "training courses brazil": "/courses/seminar-on-community-policing-for-federative-republic-of-brazil/",
    "relief mission iran": "/missions/iran-earthquake-1990/",
    "hostages": "/treaties/international-convention-against-taking-of-hostages/",
}

# What is asked, and whose dossier comes first.
QUESTIONS = {
    "what did japan do with indonesia": "/countries/indonesia/",
    "What did Japan do with Indonesia?": "/countries/indonesia/",
    "how many experts did japan send to china": "/countries/china/",
    "which treaties did Japan sign with the U.S.": "/countries/united-states/",
    "who visited japan from germany in 2002": "/countries/germany/",
    "what did japan do about drugs": "/topics/drugs/",
    "when did Japan send relief to Algeria": "/countries/algeria/",
    "how did japan help the koban in singapore": "/countries/singapore/",
    "what happened in East Timor": "/countries/east-timor/",
    "what did japan do": "/countries/japan/",
    # Japan beside another country goes without saying.
    "japan and indonesia": "/countries/indonesia/",
    "japan thai": "/countries/thailand/",
    "South Korea Japan": "/countries/south-korea/",
}

PARTS = [
    "", " ", "\0", "a\0b", '"', '""', '"""', "'", "''", "-", "--", "-\"", "*", "drug*", "^drug", "title:drug",
    "{title}:drug", "AND", "OR", "NOT", "drug AND", "AND OR NOT NEAR", "NEAR(drug treaty, 2)", "drug + treaty",
    "(drug", "drug)", "()(", ":", "a:b", "kind:treaties", "country:china", "|", "||", "a | b", "&", "a & b", "!",
    "!drug", "<->", "drug <-> crime", "drug:A", ":*", "\\", "\\'", "%", "%%", "%s", "_", "?", "$1", "$$", ";",
    "' OR 1=1 --", '" OR ""="', "1; DROP TABLE x", "'); DELETE FROM records_treaty; --",
    "UNION SELECT password FROM auth_user", "/* drug */", "<script>alert(1)</script>", "{{ 7 * 7 }}", "{% now %}",
    "../../etc/passwd", "🗾", "🗾🗾 drug", "日本", "警察庁", "полиция", "شرطة", "é",
    "e\u0301", "ß", "ﬁrearms", "½", "²", "①", "\u200b", "\ufeff", "\u202edrug", "\ud7ff", "\ufffd",
    "\U0010ffff", "½½½", "𞤀𞤁", "क्षि", "\uff11\uff19", "the", "the of and", "-the", "a", "1", "0",
    "-1", "9" * 40, "1e5", "1e5abc", "0x1f", "1.5", "1,000", "U.S.", "U.S", "...", "x" * 300, "x" * 10_000,
    "drug " * 2_000, '"drug ' * 100, "-drug " * 100, "(" * 500, '"' * 501, "-" * 400, "'" * 301, "e\u0301" * 400,
    "a-b-c-d", "a/b/c", "Rome/Lyon", "info-communications", "-info-communications", '-"police box"', '"police box',
    'police box"', 'po"lice b"ox', "“drug„ treaty”", "«drug»", "drug\ttreaty", "drug\r\ntreaty",
    "drug\u2028treaty",
]  # fmt: skip
HOSTILE = PARTS + [f"{one} {other}" for one, other in itertools.islice(zip(PARTS[3:], PARTS, strict=False), 100)]
