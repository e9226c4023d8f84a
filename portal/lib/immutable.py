"""A database trigger behind the promise that a row never changes."""

from django.db.migrations.operations import RunSQL


def never_changes(table: str, *, except_columns: tuple[str, ...] = ()) -> RunSQL:
    """Refuses UPDATE (but of the named columns alone) and DELETE."""
    columns = ", ".join(f"'{column}'" for column in except_columns)
    allowed = (
        f"IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - ARRAY[{columns}] = to_jsonb(OLD) - ARRAY[{columns}]"
        " THEN RETURN NEW; END IF;"
        if except_columns
        else ""
    )
    return RunSQL(
        f"""
        CREATE FUNCTION {table}_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {allowed}
            RAISE EXCEPTION 'rows of {table} never change' USING ERRCODE = 'restrict_violation';
        END $$;
        CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_never_changes();
        """,
        f"DROP TRIGGER {table}_never_changes ON {table}; DROP FUNCTION {table}_never_changes();",
    )
