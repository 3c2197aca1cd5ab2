# One image for the service, the sandbox and the demo. Two stages: the first has a compiler's tools and uv, the
# second only Python and what was installed. Real bases: trixie or newer.
ARG BASE=python:3.12-slim

FROM ${BASE} AS build
ARG UV_VERSION=0.13.8
ENV UV_PYTHON_DOWNLOADS=never \
    UV_LINK_MODE=copy
WORKDIR /src
# strip takes 30 MB of debugging symbols off the wheels; it stays in this stage, so its version does not matter.
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends binutils \
    && rm -rf /var/lib/apt/lists/*
# The cache mount keeps wheels between builds; nothing of it is in the image.
RUN --mount=type=cache,target=/root/.cache \
    pip install --quiet --no-cache-dir --root-user-action=ignore "uv==${UV_VERSION}" \
    && uv venv --quiet --python python3 /opt/parley

# The lock stands as a constraint: its versions and hashes are checked, and only what the service needs comes in.
COPY pyproject.toml requirements.lock ./
RUN --mount=type=cache,target=/root/.cache \
    uv pip install --quiet --python /opt/parley/bin/python --constraint requirements.lock --requirement pyproject.toml
# 110 MB of API descriptions, of which two are used; 25 MB of locales, of which the ones we write mails in are used.
# hadolint ignore=DL3003
RUN cd /opt/parley/lib/python3*/site-packages \
    && find googleapiclient/discovery_cache/documents -type f ! -name gmail.v1.json ! -name sheets.v4.json -delete \
    && find babel/locale-data -type f ! -name 'root.dat' ! -name 'en.dat' ! -name 'en_??.dat' ! -name 'd[ae].dat' \
      ! -name 'es.dat' ! -name 'f[ir].dat' ! -name 'it.dat' ! -name 'ja.dat' ! -name 'ko.dat' ! -name 'n[bl].dat' \
      ! -name 'p[lt].dat' ! -name 'pt_BR.dat' ! -name 'sv.dat' -delete \
    && rm -rf sqlalchemy/testing alembic/testing greenlet/tests certifi/tests websocket/tests croniter/tests mako/testing \
    && find . -type f \( -name '*.pyx' -o -name '*.pxd' -o -name '*.pxi' -o -name '*.pyi' -o -name '*.c' -o -name '*.h' \) -delete \
    && find . -type f -name '*.so*' -exec strip --strip-unneeded {} +

COPY README.md ./
COPY negotiation negotiation
COPY workflows workflows
COPY steps steps
COPY api api
COPY sandbox sandbox
COPY bench bench
COPY playbook playbook
RUN --mount=type=cache,target=/root/.cache \
    uv pip install --quiet --python /opt/parley/bin/python --no-deps --build-constraint requirements.lock .
# Its root is read-only when it runs, so bytecode is written now: for what is really imported, half of all there is.
# The second line names what is imported late. -P: from where it was installed, not from the folder beside.
RUN /opt/parley/bin/python -P -c "import importlib as i, pkgutil as p; [i.import_module(m.name) \
    for room in ('negotiation', 'workflows', 'steps', 'api', 'sandbox') \
    for m in p.walk_packages(i.import_module(room).__path__, room + '.') if m.name.rsplit('.')[-1] not in ('__main__', 'env')]" \
    && /opt/parley/bin/python -c "import anthropic, googleapiclient.discovery, google.oauth2.service_account, psycopg, \
    slack_sdk, sentry_sdk, uvicorn.lifespan.on, uvicorn.loops.auto, uvicorn.protocols.http.auto, rich.live, rich.traceback"


FROM ${BASE}
LABEL org.opencontainers.image.title="Parley" \
      org.opencontainers.image.description="Negotiates creator fees by e-mail, by CPM rules."
# The number is fixed so that a volume's owner is the same in every version of the image.
RUN useradd --uid 10001 --user-group --no-log-init --no-create-home --home-dir /app --shell /usr/sbin/nologin parley \
    && mkdir -p /app/data \
    && chown 10001:10001 /app/data
COPY --from=build /opt/parley /opt/parley
WORKDIR /app
COPY playbook playbook
COPY dbos-config.yaml ./
ENV PATH=/opt/parley/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PARLEY_HOST=0.0.0.0 \
    PARLEY_PORT=8000 \
    PARLEY_LOG_FORMAT=json \
    PARLEY_STORE_URL=sqlite:////app/data/parley.sqlite
USER 10001:10001
VOLUME /app/data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['PARLEY_PORT'] + '/health', timeout=2)"]
CMD ["parley", "serve"]
