"""Every setting, read from the environment only. Names and meanings are listed in docs/manuals/operator.md."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PACKAGE = Path(__file__).resolve().parent.parent
CLONE = PACKAGE.parent.parent


def text(name: str, default: str = "") -> str:
    """Read a text setting; surrounding blanks are dropped."""
    return os.environ.get(name, default).strip()


def whole(name: str, default: int) -> int:
    """Read a whole number; anything else stops the start with a plain sentence."""
    value = text(name)
    if not value:
        return default
    if not value.isdigit():
        sys.exit(f"{name} phải là một số nguyên, hiện là “{value}”.")
    return int(value)


def one_of(name: str, default: str, *others: str) -> str:
    """Read a word out of a few; anything else stops the start with a plain sentence."""
    value = text(name, default).lower() or default
    if value not in {default, *others}:
        sys.exit(f"{name} phải là một trong: {', '.join((default, *others))}; hiện là “{value}”.")
    return value


def switch(name: str, *, default: bool) -> bool:
    """Read a switch: 1, true, yes, on are on; 0, false, no, off are off."""
    value = text(name).lower()
    return default if not value else value in {"1", "true", "yes", "on"}


def data_folder() -> Path:
    """Return where everything that changes is kept: `var/` in a clone, else the user's XDG data folder."""
    if text("HOCVUSO_DATA"):
        return Path(text("HOCVUSO_DATA")).resolve()
    if (CLONE / "pyproject.toml").exists():
        return CLONE / "var"
    home = text("XDG_DATA_HOME") or str(Path.home() / ".local/share")
    return Path(home) / "hocvuso"


def kept_secret(folder: Path) -> str:
    """Return the site's secret: from the environment, else from a file made once and readable by us only."""
    if text("SECRET_KEY"):
        return text("SECRET_KEY")
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass  # another process has just made it
    return path.read_text().strip()


def sqlite(path: Path, synchronous: str) -> dict[str, Any]:
    """Return Django's settings of one SQLite file: write-ahead log, writers in a queue."""
    return {
        "ENGINE": "hocvuso.plumbing.sqlite",
        "NAME": str(path),
        "TEST": {"NAME": ":memory:"},  # Django's own default, said for tests side by side: they look at ENGINE
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": (
                f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON; "
                "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY"
            ),
        },
    }


def scratch(folder: Path) -> dict[str, Any]:
    """Return the settings of the file that may be lost; no migration makes anything in it, so tests run none."""
    found = sqlite(folder / "scratch.sqlite3", "NORMAL")
    return found | {"TEST": found["TEST"] | {"MIGRATE": False}}


def databases(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the databases: one for what must last, one file beside SQLite for limits and caches."""
    url = text("DATABASE_URL")
    if not url:
        return {
            "default": sqlite(folder / "hocvuso.sqlite3", "FULL"),
            "scratch": scratch(folder),
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        sys.exit("DATABASE_URL phải bắt đầu bằng postgresql://")
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            # Disks without a turning plate: looking up 3,000 people by index takes 26 ms, where PostgreSQL's own figure
            # (4) made it read half a million rows, 145 ms. Cursors here are read to their end. Compiling our small
            # statements costs more than it saves.
            # Planning an official's page took as long as its reading: a statement seen five times stays planned, which
            # needs its values sent beside it. (A pooler in between must know prepared statements.)
            "OPTIONS": {
                "options": "-c random_page_cost=1.1 -c cursor_tuple_fraction=1 -c jit=off",
                "server_side_binding": True,
                "prepare_threshold": 5,
            },
        }
    }


DATA = data_folder()
SECRET_KEY = kept_secret(DATA)
DEBUG = False
SITE_URL = text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
IS_SECURE_SITE = SITE_URL.startswith("https://")
# Browsers allow a service worker on https and on this very machine; elsewhere a banner says what is missing.
KEEPS_PAGES = IS_SECURE_SITE or urlsplit(SITE_URL).hostname in {"127.0.0.1", "localhost"}
OPERATOR_NAME = text("OPERATOR_NAME", "Công đoàn tỉnh Sông Trăng (minh họa)")
DEMO = switch("HOCVUSO_DEMO", default=False)
HOME_STORE = whole("HOME_STORE", 1)
# How long a list that was handed in is kept, and people whom only a list knows.
ROSTER_UPLOAD_DAYS = whole("ROSTER_UPLOAD_DAYS", 7)
ROSTER_UNCLAIMED_DAYS = whole("ROSTER_UNCLAIMED_DAYS", 365)
ALLOWED_HOSTS = [
    *filter(None, text("ALLOWED_HOSTS").split(",")),
    urlsplit(SITE_URL).hostname or "127.0.0.1",
    "127.0.0.1",
    "localhost",
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

ROOMS = (
    "plumbing", "people", "unions", "roster", "curriculum", "practice", "learning", "lectures", "certificates",
    "frameworks", "families", "motivation", "groups", "classes", "contests", "hotspots", "programmes", "emulation",
    "campaigns", "halls", "awareness", "assistant", "reports", "studio", "exchange", "partners", "channels",
)  # fmt: skip
INSTALLED_APPS = [
    *(f"hocvuso.{room}" for room in ROOMS),
    "hocvuso.config.apps.OperatorPages",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hocvuso.plumbing.headers.HeadersMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "hocvuso.plumbing.doors.HotDoorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hocvuso.plumbing.language.LanguageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hocvuso.people.middleware.LearnerMiddleware",
    "hocvuso.groups.beside.BesideMiddleware",
]
# Where nearly all of the load arrives; these pass the short chain below instead of what follows above.
HOT_DOORS = {"/hom-nay", "/api/v1/events", "/kenh/zalo", "/h/luc-nay", "/h/tra-loi"}
# What a service sends for many people at once, proved by its own signature: no phone's limit applies.
SIGNED_DOORS = {"/kenh/zalo", "/api/v1/exchange/parcels", "/api/v1/exchange/pair"}
HOT_MIDDLEWARE = [
    "hocvuso.plumbing.language.LanguageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "hocvuso.people.middleware.LearnerMiddleware",
]
ROOT_URLCONF = "hocvuso.config.urls"
WSGI_APPLICATION = "hocvuso.config.wsgi.application"

CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "hocvuso.plumbing.templating.environment",
            "context_processors": [
                "hocvuso.people.middleware.page_context",
                "hocvuso.channels.showing.page_context",
            ],
            "auto_reload": False,
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT},
    },
]

DATABASES = databases(DATA)
DATABASE_ROUTERS = ["hocvuso.plumbing.routing.ScratchRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "scratch_cache",
        "KEY_PREFIX": "hvs",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "OPTIONS": {"id_function": "hocvuso.plumbing.ids.uuid7"},
    }
}
# Off where `hocvuso worker` does the jobs instead of a process that also answers visitors.
HAS_JOBS = switch("HOCVUSO_JOBS", default=True)
# Where a large site keeps counted answers as Parquet files, without who gave them; empty: nowhere.
CALIBRATION_ROWS = text("HOCVUSO_CALIBRATION_ROWS")

# Outgoing mail; without a server nothing is sent by e-mail.
NEWS_FRAMED_BY = text("NEWS_FRAMED_BY", "*")  # who may frame the card of news, as frame-ancestors writes it
SMTP_HOST = text("SMTP_HOST")
SMTP_PORT = whole("SMTP_PORT", 587)
SMTP_USER = text("SMTP_USER")
SMTP_PASSWORD = text("SMTP_PASSWORD")
SMTP_SECURITY = one_of("SMTP_SECURITY", "starttls", "tls", "none")
MAIL_FROM = text("MAIL_FROM")

# Channels outside. Nothing goes to one before its id and secret stand here and a person has connected it at /cb/kenh.
CHANNELS_KEY = text("CHANNELS_KEY")
ZALO_APP_ID = text("ZALO_APP_ID")
ZALO_APP_SECRET = text("ZALO_APP_SECRET")
ZALO_OA_SECRET = text("ZALO_OA_SECRET")
ZALO_OA_NAME = text("ZALO_OA_NAME")
ZALO_OA_LINK = text("ZALO_OA_LINK")
ZALO_OAUTH_URL = text("ZALO_OAUTH_URL", "https://oauth.zaloapp.com").rstrip("/")
ZALO_API_URL = text("ZALO_API_URL", "https://openapi.zalo.me").rstrip("/")
ZALO_BUSINESS_URL = text("ZALO_BUSINESS_URL", "https://business.openapi.zalo.me").rstrip("/")
ZALO_STALE_MINUTES = whole("ZALO_STALE_MINUTES", 120)
ZALO_FREE_HOURS = whole("ZALO_FREE_HOURS", 48)
ZALO_FREE_REPLIES = whole("ZALO_FREE_REPLIES", 8)
ZALO_OPEN_DAYS = whole("ZALO_OPEN_DAYS", 7)
ZALO_PAID = switch("ZALO_PAID", default=False)
ZALO_DAILY = whole("ZALO_DAILY", 1000)
ZALO_A_SECOND = whole("ZALO_A_SECOND", 10)
ZALO_LETTERS = whole("ZALO_LETTERS", 2000)
ZALO_BUTTONS = switch("ZALO_BUTTONS", default=True)
# Kinds of notices that have an approved template: "return_due=12345 learn_again=12346".
ZALO_TEMPLATES = dict(each.split("=", 1) for each in text("ZALO_TEMPLATES").split() if "=" in each)
TIKTOK_CLIENT_KEY = text("TIKTOK_CLIENT_KEY")
TIKTOK_CLIENT_SECRET = text("TIKTOK_CLIENT_SECRET")
TIKTOK_API_URL = text("TIKTOK_API_URL", "https://open.tiktokapis.com").rstrip("/")
TIKTOK_SIGN_IN_URL = text("TIKTOK_SIGN_IN_URL", "https://www.tiktok.com").rstrip("/")
TIKTOK_PENDING = whole("TIKTOK_PENDING", 5)

# The exchange with other installations: where they reach this one (empty: only by file, or this one calls), how often
# what waits is sent, and with what its keys are sealed.
EXCHANGE_ADDRESS = text("EXCHANGE_ADDRESS").rstrip("/")
EXCHANGE_EVERY_MINUTES = whole("EXCHANGE_EVERY_MINUTES", 10)
EXCHANGE_KEY = text("EXCHANGE_KEY")
# Private networks that webhooks may call, such as "10.1.0.0/16 127.0.0.1"; empty: public addresses by https only.
WEBHOOK_PRIVATE_NETS = text("WEBHOOK_PRIVATE_NETS")
# How often a partner's program may read with one key.
EXCHANGE_A_MINUTE = whole("EXCHANGE_A_MINUTE", 120)

# An optional language model behind the OpenAI-compatible protocol; without an address nobody is asked.
LLM_BASE_URL = text("LLM_BASE_URL").rstrip("/")
LLM_MODEL = text("LLM_MODEL")
LLM_API_KEY = text("LLM_API_KEY")
LLM_TOOLS = switch("LLM_TOOLS", default=False)
LLM_TIMEOUT_CONNECT = whole("LLM_TIMEOUT_CONNECT", 3)
LLM_TIMEOUT_FIRST_TOKEN = whole("LLM_TIMEOUT_FIRST_TOKEN", 8)
LLM_TIMEOUT_TOTAL = whole("LLM_TIMEOUT_TOTAL", 45)
LLM_MAX_CONCURRENCY = whole("LLM_MAX_CONCURRENCY", 1)
LLM_DAILY_PERSON = whole("LLM_DAILY_PERSON", 20)
LLM_DAILY_UNIT = whole("LLM_DAILY_UNIT", 500)
# Codes of units whose people's questions go to no model, theirs and all below them.
LLM_OFF_UNITS = tuple(text("LLM_OFF_UNITS").split())

# Optional vectors of meaning beside the search by words: a folder with a table, or a service.
EMBEDDINGS_DIR = text("EMBEDDINGS_DIR")
EMBEDDINGS_URL = text("EMBEDDINGS_URL").rstrip("/")
EMBEDDINGS_MODEL = text("EMBEDDINGS_MODEL")
EMBEDDINGS_API_KEY = text("EMBEDDINGS_API_KEY")
EMBEDDINGS_TIMEOUT_MS = whole("EMBEDDINGS_TIMEOUT_MS", 1000)

# When officials answer people who asked for a person, and after how long a request goes one level up.
HELP_FROM_HOUR = whole("HELP_FROM_HOUR", 8)
HELP_UNTIL_HOUR = whole("HELP_UNTIL_HOUR", 17)
HELP_DAYS_A_WEEK = whole("HELP_DAYS_A_WEEK", 6)
HELP_RAISE_HOURS = whole("HELP_RAISE_HOURS", 24)

# Who reads lectures aloud: espeak (or espeak:NAME), command, http, recorded:NAME.
LECTURE_VOICE = text("LECTURE_VOICE", "espeak")
LECTURE_VOICE_COMMAND = text("LECTURE_VOICE_COMMAND")
LECTURE_VOICE_URL = text("LECTURE_VOICE_URL")
LECTURE_VOICE_KEY = text("LECTURE_VOICE_KEY")
LECTURE_VOICE_MODEL = text("LECTURE_VOICE_MODEL")

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["hocvuso.people.hashing.ThriftyArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/cb/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "hocvuso.people.officials.OfficialAccounts"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_REAUTHENTICATION_TIMEOUT = 3600
# Each name has five tries in five minutes. An address only bounds the work of hashing: an office, a course or a whole
# mobile network stands behind one, and 300 people who come in within ten minutes are let in (trust.md 4.2).
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "120/m/ip,5/300s/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Hoc Vu So"
MFA_TOTP_TOLERANCE = 1
MFA_ADAPTER = "hocvuso.people.officials.SecondFactor"

SESSION_COOKIE_NAME = "hvs_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE_SITE
CSRF_COOKIE_NAME = "hvs_csrf"
CSRF_FAILURE_VIEW = "hocvuso.plumbing.views.stale_form"
SECURE_SSL_REDIRECT = False  # the proxy in front speaks https; redirecting twice would loop
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # the line above
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE_SITE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE_SITE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE_SITE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
# What the service worker fetches after the first page, so that pages seen stay readable without a link.
SHELL_FILES = ["plumbing/look.css", "plumbing/shell.js", "plumbing/outbox.js", "learning/page.js"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "hocvuso.plumbing.staticfiles.HashedFiles"},
}
CONTENT_LOCAL = Path(text("CONTENT_LOCAL_DIR") or DATA / "content-local")  # this site's own lessons
CONTENT = Path(text("CONTENT_DIR") or (CLONE / "content" if (CLONE / "content").exists() else PACKAGE / "content"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"err": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["err"], "level": "WARNING"},
}
