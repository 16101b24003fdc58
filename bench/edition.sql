-- The portal's records as the plain tables that one would give Datasette: keys, indexes of all that is filtered and
-- sorted by, and a full-text index. `portal` is the portal's own SQLite file.

CREATE TABLE sections (slug TEXT PRIMARY KEY, number TEXT, title TEXT, page INTEGER, summary TEXT);
INSERT INTO sections SELECT slug, number, title, page, summary FROM portal.records_section;

CREATE TABLE countries (slug TEXT PRIMARY KEY, name TEXT, iso_code TEXT, region TEXT);
INSERT INTO countries SELECT slug, name, iso_code, region FROM portal.records_country;

CREATE TABLE topics (slug TEXT PRIMARY KEY, name TEXT, description TEXT);
INSERT INTO topics SELECT slug, name, description FROM portal.records_topic;

CREATE TABLE treaties (
    slug TEXT PRIMARY KEY, name TEXT, kind TEXT, action TEXT, date TEXT, year INTEGER, locator TEXT,
    section TEXT REFERENCES sections (slug), as_printed TEXT
);
INSERT INTO treaties
SELECT treaty.slug, name, treaty_kind, action, date, CAST(substr(earliest, 1, 4) AS INTEGER), locator, section.slug,
    treaty.as_printed
FROM portal.records_treaty AS treaty JOIN portal.records_section AS section ON section.id = section_id;
CREATE INDEX treaties_by_kind ON treaties (kind);
CREATE INDEX treaties_by_action ON treaties (action);
CREATE INDEX treaties_by_year ON treaties (year, kind, action);
CREATE INDEX treaties_by_date ON treaties (date);
CREATE INDEX treaties_by_name ON treaties (name);

CREATE TABLE treaty_countries (
    treaty TEXT REFERENCES treaties (slug), country TEXT REFERENCES countries (slug), PRIMARY KEY (treaty, country)
);
INSERT INTO treaty_countries
SELECT treaty.slug, country.slug FROM portal.records_treaty_countries
JOIN portal.records_treaty AS treaty ON treaty.id = treaty_id
JOIN portal.records_country AS country ON country.id = country_id;
CREATE INDEX treaty_countries_by_country ON treaty_countries (country);

CREATE TABLE records (
    id INTEGER PRIMARY KEY, kind TEXT, slug TEXT, title TEXT, names TEXT, about TEXT, text TEXT, date TEXT,
    first_year INTEGER, last_year INTEGER, place TEXT
);
INSERT INTO records
SELECT id, kind, slug, title, names, about, text, date_in_words, first_year, last_year, place
FROM portal.records_searchdocument;
CREATE INDEX records_by_kind ON records (kind);
CREATE INDEX records_by_year ON records (first_year, kind);
CREATE VIRTUAL TABLE records_fts USING fts5 (title, names, about, text, tokenize = 'porter', content = records, content_rowid = id);
INSERT INTO records_fts (rowid, title, names, about, text) SELECT id, title, names, about, text FROM records;
INSERT INTO records_fts (records_fts) VALUES ('optimize');

-- What tells of a country: one row for each record that names it.
CREATE TABLE country_records (
    id INTEGER PRIMARY KEY, country TEXT REFERENCES countries (slug), kind TEXT, first_year INTEGER, title TEXT,
    record INTEGER REFERENCES records (id)
);
INSERT INTO country_records (country, kind, first_year, title, record)
SELECT substr(mark.value, 9), kind, first_year, title, document.id
FROM portal.records_searchdocument AS document, json_each('["' || replace(marks, ' ', '","') || '"]') AS mark
WHERE mark.value LIKE 'country:%';
CREATE INDEX country_records_by_country ON country_records (country, kind);

CREATE TABLE assistance_by_country (
    slug TEXT PRIMARY KEY, year INTEGER, name TEXT, persons INTEGER, country TEXT REFERENCES countries (slug)
);
INSERT INTO assistance_by_country
SELECT given.slug, year, given.name, persons, country.slug FROM portal.records_assistancebycountry AS given
LEFT JOIN portal.records_country AS country ON country.id = country_id;
CREATE INDEX assistance_by_year ON assistance_by_country (year);

CREATE TABLE printed_figures (
    slug TEXT PRIMARY KEY, printed_table TEXT, printed_column TEXT, value INTEGER, section TEXT REFERENCES sections (slug)
);
INSERT INTO printed_figures
SELECT figure.slug, "table", "column", value, section.slug FROM portal.records_printedfigure AS figure
JOIN portal.records_section AS section ON section.id = section_id;

ANALYZE;
