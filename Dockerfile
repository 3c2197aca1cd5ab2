# One image for the service, the sandbox and the demo. Two stages: the first has a compiler's tools and uv, the
# second only Python and what was installed. Real bases: trixie or newer.
ARG BASE=python:3.12-slim

FROM ${BASE} AS build
ARG UV_VERSION=0.13.8
ENV UV_PYTHON_DOWNLOADS=never \
    UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy
WORKDIR /src
# The cache mount keeps wheels between builds; nothing of it is in the image.
RUN --mount=type=cache,target=/root/.cache \
    pip install --quiet --no-cache-dir --root-user-action=ignore "uv==${UV_VERSION}" \
    && uv venv --quiet --python python3 /opt/parley

# The lock stands as a constraint: its versions and hashes are checked, and only what the service needs comes in.
COPY pyproject.toml requirements.lock ./
RUN --mount=type=cache,target=/root/.cache \
    uv pip install --quiet --python /opt/parley/bin/python --constraint requirements.lock --requirement pyproject.toml \
    # 110 MB of API descriptions, of which two are used.
    && find /opt/parley -path '*/discovery_cache/documents/*' -type f \
      ! -name 'gmail.v1.json' ! -name 'sheets.v4.json' -delete

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
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s --start-interval=1s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['PARLEY_PORT'] + '/health', timeout=2)"]
CMD ["parley", "serve"]
