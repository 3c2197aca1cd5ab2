"""What are the names and keys of the sandbox's world?

Constants only: every door (OAuth client, bot token, signing secret) has a fixed
key that opens nothing anywhere else. ``credentials`` hands them out under
Parley's setting names, which are spelled here and imported from nowhere.
"""

TEAM_ADDRESS = "team@brand.example.test"

GMAIL_CLIENT_ID = "parley-sandbox.apps.example.test"
GMAIL_CLIENT_SECRET = "sandbox-client-secret"
GMAIL_REFRESH_TOKEN = "sandbox-refresh-token"
PUBSUB_TOPIC = "projects/parley-sandbox/topics/gmail"
PUSH_SUBSCRIPTION = "projects/parley-sandbox/subscriptions/gmail-push"
PUSH_AUDIENCE = "https://parley.example.test/webhooks/gmail"
PUSH_SERVICE_ACCOUNT = "gmail-push@parley-sandbox.example.test"
OIDC_ISSUER = "https://accounts.google.com"

SHEETS_SERVICE_ACCOUNT = "sheet-reader@parley-sandbox.example.test"
SHEET_ID = "sandbox-sheet-of-creators"
SHEET_TAB = "Creators"

CLICKUP_TOKEN = "pk_sandbox_clickup"
CLICKUP_WEBHOOK_SECRET = "sandbox-clickup-webhook-secret"
CLICKUP_TEAM_ID = "9001"
CLICKUP_LIST_ID = "901100"
CLICKUP_WEBHOOK_ID = "sandbox-webhook"

SLACK_BOT_TOKEN = "xoxb-sandbox"
SLACK_SIGNING_SECRET = "sandbox-slack-signing-secret"
SLACK_TEAM_ID = "TSANDBOX"
SLACK_APP_ID = "ASANDBOX"
SLACK_BOT_USER = "UPARLEY"
SLACK_CHANNEL = "C0DEALS"
SLACK_CHANNEL_NAME = "creator-deals"

ANTHROPIC_API_KEY = "sk-ant-sandbox"


def credentials(url: str, service_account_json: str) -> dict[str, str]:
    """Return every key of the sandbox at *url* under the name of Parley's setting."""
    return {
        "PARLEY_GMAIL_BASE_URL": url,
        "PARLEY_GMAIL_TOKEN_URL": f"{url}/token",
        "PARLEY_GMAIL_CLIENT_ID": GMAIL_CLIENT_ID,
        "PARLEY_GMAIL_CLIENT_SECRET": GMAIL_CLIENT_SECRET,
        "PARLEY_GMAIL_REFRESH_TOKEN": GMAIL_REFRESH_TOKEN,
        "PARLEY_GMAIL_ADDRESS": TEAM_ADDRESS,
        "PARLEY_GMAIL_PUBSUB_TOPIC": PUBSUB_TOPIC,
        "PARLEY_PUSH_AUDIENCE": PUSH_AUDIENCE,
        "PARLEY_PUSH_SERVICE_ACCOUNT": PUSH_SERVICE_ACCOUNT,
        "PARLEY_PUSH_SUBSCRIPTION": PUSH_SUBSCRIPTION,
        "PARLEY_OIDC_KEYS_URL": f"{url}/oauth2/v3/certs",
        "PARLEY_SHEETS_BASE_URL": url,
        "PARLEY_SHEETS_SERVICE_ACCOUNT_JSON": service_account_json,
        "PARLEY_CLICKUP_BASE_URL": f"{url}/clickup/api/v2",
        "PARLEY_CLICKUP_TOKEN": CLICKUP_TOKEN,
        "PARLEY_CLICKUP_WEBHOOK_SECRET": CLICKUP_WEBHOOK_SECRET,
        "PARLEY_CLICKUP_LIST_ID": CLICKUP_LIST_ID,
        "PARLEY_SLACK_BASE_URL": f"{url}/slack/api/",
        "PARLEY_SLACK_BOT_TOKEN": SLACK_BOT_TOKEN,
        "PARLEY_SLACK_SIGNING_SECRET": SLACK_SIGNING_SECRET,
        "PARLEY_SLACK_CHANNEL": SLACK_CHANNEL,
        "PARLEY_ANTHROPIC_BASE_URL": f"{url}/anthropic",
        "PARLEY_ANTHROPIC_API_KEY": ANTHROPIC_API_KEY,
    }
