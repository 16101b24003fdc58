"""The portal's one settings file: the environment decides, through ``npa_portal.environment``."""

from datetime import timedelta

from npa_portal import environment, headers

BASE_DIR = environment.BASE_DIR
DATA_DIR = environment.data_dir()
FIXTURES_DIR = BASE_DIR / "fixtures"
# Where backups are made, and how many are kept there.
BACKUP_DIR = environment.folder("BACKUP_DIR", DATA_DIR / "backups")
BACKUP_KEEP = environment.number("BACKUP_KEEP", 14, least=1, most=100_000)

DEBUG = environment.flag("DEBUG")
HTTPS = environment.flag("HTTPS")
# That plain HTTP may leave this machine, such as from a container to the proxy before it.
PLAIN_HTTP = environment.flag("PLAIN_HTTP")
# Where editors work; empty where this instance has no admin: then nothing of it, or of sessions, is even imported.
ADMIN_PATH = environment.admin_path()
# The database is only read: what a public instance needs. An editing instance makes and fills it.
READ_ONLY = environment.flag("READ_ONLY")
HOST = environment.host()
PORT = environment.port()
# What a worker keeps of pages that it has made. All of the report's take 80, 50 of them for the pictures beside links.
CACHE_MB = environment.number("CACHE_MB", 128, least=0, most=65_536)
# How long Django may take for a request, or for some pieces of a file.
REQUEST_SECONDS = environment.number("REQUEST_SECONDS", 10, least=1, most=3600)
CACHE_CONTROL = environment.cache_control("CDN_SECONDS")
SECRET_KEY = environment.secret_key(DATA_DIR)
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", [*environment.LOOPBACK, environment.in_url(HOST)])
# Where readers report an error; none where it is empty.
CONTACT = environment.contact("CONTACT")

ADMIN_APPS = [
    *("records.accounts.apps.AdminConfig", "django.contrib.sessions", "django.contrib.messages", "axes"),
    *("django_otp", "django_otp.plugins.otp_totp", "django_otp.plugins.otp_static"),
]
INSTALLED_APPS = [
    *(ADMIN_APPS if ADMIN_PATH else []),
    # A version of a record names who made it.
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "drf_spectacular",
    "django_tables2",
    "simple_history",
    "records",
]

ADMIN_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "records.accounts.audit.AuditMiddleware",
    "records.accounts.sessions.EndingSessionMiddleware",
    "records.accounts.second_factor.SecondFactorMiddleware",
    "records.accounts.messages.AdminMessageMiddleware",
    "records.accounts.asked.CleanInputMiddleware",
    "axes.middleware.AxesMiddleware",
]
MIDDLEWARE = [
    # Outermost, so that no answer goes without.
    "npa_portal.edge.HeadersMiddleware",
    "npa_portal.addresses.PublicAddressesMiddleware",
    "npa_portal.edge.MonitorMiddleware",
    "records.middleware.InterfaceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "records.middleware.StaticFilesMiddleware",
    "records.middleware.ReplicaMiddleware",
    "records.middleware.ConditionalMiddleware",
    "records.middleware.CompressionMiddleware",
    "records.middleware.ReadOnlyMiddleware",
    "django.middleware.common.CommonMiddleware",
    *(["records.accounts.door.DoorMiddleware", *ADMIN_MIDDLEWARE] if ADMIN_PATH else []),
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "records.middleware.PermanentAddressMiddleware",
]

ROOT_URLCONF, PUBLIC_URLCONF = "npa_portal.urls", "npa_portal.public_urls"
WSGI_APPLICATION = "npa_portal.wsgi.application"

ADMIN_CONTEXT = [
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                *(ADMIN_CONTEXT if ADMIN_PATH else []),
                "records.glossary.explaining.in_context",
            ],
            "builtins": ["records.templatetags.layout", "records.templatetags.portal"],
        },
    },
    {
        "NAME": "fragments",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "fragments"],
        "OPTIONS": {
            "environment": "npa_portal.fragments.environment",
            "context_processors": ["records.views.frame.in_context"],
        },
    },
]

DATABASES = environment.databases(DATA_DIR)
DATABASE_ROUTERS = ["npa_portal.replica.Router"] if environment.REPLICA in DATABASES else []

# Who guesses is locked out, by the account and by the address: so many may fail, for so many minutes.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = environment.number("LOCKOUT_FAILURES", 10, least=3, most=1000)
LOCKOUT_MINUTES = environment.number("LOCKOUT_MINUTES", 15, least=1, most=10_080)
AXES_COOLOFF_TIME = timedelta(minutes=LOCKOUT_MINUTES)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_CLIENT_IP_CALLABLE = "records.accounts.lockout.address_of"
AXES_USERNAME_CALLABLE = "records.accounts.lockout.name_of"
AXES_LOCKOUT_CALLABLE = "records.accounts.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
# When a session ends: unused for so long, and in any case so many hours after the log-in.
SESSION_IDLE_MINUTES = environment.number("SESSION_IDLE_MINUTES", 120, least=1, most=10_080)
SESSION_COOKIE_AGE = 3600 * environment.number("SESSION_HOURS", 12, least=1, most=720)
# Whether all who edit must have set up a second factor; who has is asked for it in any case.
ADMIN_REQUIRE_OTP = environment.flag("ADMIN_REQUIRE_OTP")
OTP_TOTP_ISSUER = "Progress to 2003"
# How many servers in front name the visitor in X-Forwarded-For, each behind what it was told.
PROXIES = environment.number("PROXIES", 1 if HTTPS else 0, least=0, most=9)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "npa_portal.styles.StaticFilesStorage"
    },
}

# Every page names a file by its content: without the copies under plain names, only half is to be compressed.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Plain HTTP serves this machine alone, or a proxy on it that speaks HTTPS to the world and sets HTTPS=on.
# npa_portal.checks refuses where plain HTTP would leave the machine; Django's own four warnings about it say no more.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Who looks whether the portal lives may ask by plain HTTP, from beside it.
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
CSRF_TRUSTED_ORIGINS = [environment.https_origin(host) for host in ALLOWED_HOSTS if HTTPS and host != "*"]
# npa_portal.headers says all of this on every answer; Django's own settings of it are there for its checks, but for the
# two by which HTTPS would extend to subdomains: that is for whoever runs the domain to say.
HSTS = environment.choice("HSTS", *headers.REACHES)
TRANSPORT_SECURITY = headers.transport_security(HSTS) if HTTPS else ""
SECURE_HSTS_SECONDS = headers.YEAR if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS = [
    *("security.W005", "security.W021"),
    *([] if HTTPS else ["security.W004", "security.W008", "security.W012", "security.W016"]),
]
# Of Django's own page about it the styles are in the page, where the policy forbids them.
CSRF_FAILURE_VIEW = "records.accounts.refused.form_refused" if ADMIN_PATH else "django.views.csrf.csrf_failure"
# Who may not see a page of the admin's is led there, wherever he asked to go.
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"

# Anybody may read the interface, nobody writes by it.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "records.api.negotiation.ByAddressAlone",
    "DEFAULT_PAGINATION_CLASS": "records.api.paging.RecordPagination",
    "DEFAULT_SCHEMA_CLASS": "records.api.schema.InterfaceSchema",
    "EXCEPTION_HANDLER": "records.api.problems.answer_with_problem",
    # ``format`` asks for a file of all records.
    "URL_FORMAT_OVERRIDE": None,
    "COERCE_DECIMAL_TO_STRING": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Progress of International Cooperation and Exchange to 2003",
    "DESCRIPTION": (
        "The records of a reference edition of the report: every row of its tables, every entry of its lists and every "
        "dated fact of its text, read-only. The page /api/ explains it, and says what is promised to stay."
    ),
    "VERSION": "1.0.0",
    "CONTACT": {"name": "About this edition", "url": "/about/"},
    "LICENSE": {"name": "CC BY 4.0 for what the edition wrote itself", "url": "/about/#rights"},
    "EXTERNAL_DOCS": {"description": "The interface, explained", "url": "/api/"},
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": ["records.api.schema.complete"],
    # Our own tests hold it to a description without a warning.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

LOG_FORMAT = environment.choice("LOG_FORMAT", "text", "json")
# A line for each request; by default no page's address, nor its visitor's: searches tell of people.
LOG_REQUESTS = environment.flag("LOG_REQUESTS")
LOG_ADDRESSES = environment.flag("LOG_ADDRESSES")
# Where Prometheus asks, apart from the portal itself.
METRICS = environment.endpoint("METRICS")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": f"npa_portal.logs.As{LOG_FORMAT.capitalize()}"}},
    "filters": {
        "quiet": {"()": "npa_portal.logs.Quiet"},
        "no_outages": {"()": "npa_portal.outages.NoOutages"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Without Django's own handlers, which would say everything a second time under DEBUG.
    "loggers": {
        "django": {"level": "INFO"},
        "django.request": {"filters": ["no_outages"]},
        # What axes would say of failed log-ins records.accounts says in a line each.
        "axes": {"level": "ERROR"},
        # Anybody can ask under a name that is none of the portal's, as often as he likes.
        "django.security.DisallowedHost": {"filters": ["quiet"]},
    },
}
