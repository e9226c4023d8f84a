# docker build --tag otinim .
FROM python:3.11-slim-bookworm AS libraries
COPY requirements/runtime.lock .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes --requirement runtime.lock

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --no-create-home otinim
COPY --from=libraries /venv /venv
WORKDIR /srv/otinim
COPY . .
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/srv/static
# The settings ask for everything they need; nothing of this stays in the image or is used while building it.
RUN python -c "from portal.dev.messages import compile_messages; compile_messages()" \
    && env SECRET_KEY=build DATA_KEYS=build:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= ALLOWED_HOSTS=build.example \
        SITE_URL=https://build.example DEFAULT_FROM_EMAIL=build@build.example SUPPORT_EMAIL=build@build.example DATABASE_URL=postgres://build.example/build \
        REDIS_URL=redis://build.example EMAIL_URL=smtp://build.example \
        python manage.py collectstatic --no-input --verbosity 0
USER otinim
EXPOSE 8000
CMD ["gunicorn", "portal.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "8"]
