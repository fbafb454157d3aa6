# One image for pages and workers. It holds no settings, no secrets and no data.
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/najava
ENV PATH=/opt/najava/bin:$PATH
WORKDIR /build
COPY requirements.lock ./
RUN pip install --only-binary=:all: --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY pnr ./pnr
COPY matching ./matching
COPY watchlists ./watchlists
COPY retention ./retention
COPY api ./api
RUN pip install --no-deps . && python -m compileall -q /opt/najava/lib

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin najava
COPY --from=build /opt/najava /opt/najava
# SAFEPATH: a folder called `api` in the working directory must not shadow ours (decision 1).
ENV PATH=/opt/najava/bin:$PATH \
    PYTHONSAFEPATH=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    NAJAVA_SECRETS=/run/secrets
USER 10001:10001
WORKDIR /
ENTRYPOINT ["najava"]
CMD ["serve", "--alone"]
