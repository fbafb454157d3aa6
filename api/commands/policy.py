"""`najava policy`: from a template to a policy in force, by two signatures."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import Annotated

import typer

from api.settings import Settings
from retention import engines
from retention.activation import lengthened
from retention.actors import Actor, Role
from retention.clock import system
from retention.keystore import open_keys
from retention.policy import Policy, load, template, warnings
from retention.policy_file import add_signature, filled, missing, signatures_of
from retention.policy_history import terms
from retention.refusals import Refused
from retention.signatures import new_key, read_key
from retention.unit_of_work import activate as put_in_force

app = typer.Typer(no_args_is_help=True, help="What may be kept, and for how long: a policy two people sign.")

File = Annotated[Path, typer.Argument(help="The policy file.", dir_okay=False)]


def _refuse(fault: Refused) -> typer.Exit:
    typer.echo(str(fault), err=True)
    return typer.Exit(1)


@app.command("template")
def show_template(
    name: Annotated[str, typer.Argument(help="Which template.")] = "strict_default",
) -> None:
    """Print a template. It takes no data as it stands."""
    try:
        typer.echo(template(name), nl=False)
    except Refused as fault:
        raise _refuse(fault) from None


@app.command()
def keys(
    out: Annotated[Path, typer.Option(help="Where the private key is written.")],
) -> None:
    """Make the key of one signer. The private half stays with that person; print the public half."""
    typer.echo(new_key(out))


@app.command()
def fill(
    *,
    out: Annotated[Path, typer.Option(help="The policy file to write.")],
    tenant: Annotated[str, typer.Option(help="The unit, for example AL-TIA.")],
    legal_ref: Annotated[list[str], typer.Option(help="National act, article and gazette; repeat.")],
    head_of_unit: Annotated[str, typer.Option(help="Public key of the head of unit.")],
    dpo: Annotated[str, typer.Option(help="Public key of the data protection officer.")],
    valid_from: Annotated[str, typer.Option(help="First day, YYYY-MM-DD.")] = "",
    name: Annotated[str, typer.Option("--template", help="Which template.")] = "strict_default",
) -> None:
    """Fill a template with the national reference and the keys of those who will sign."""
    try:
        text = filled(
            template(name),
            {
                "status": "active",
                "tenant": tenant,
                "legal_ref": legal_ref,
                "signers.head_of_unit": head_of_unit,
                "signers.dpo": dpo,
            },
        )
    except Refused as fault:
        raise _refuse(fault) from None
    if valid_from:
        text = text.replace("valid_from = 2026-12-01", f"valid_from = {valid_from}")
    out.write_text(text, encoding="utf-8")
    _tell(_read(out))


def _read(path: Path) -> Policy:
    try:
        return load(path)
    except Refused as fault:
        raise _refuse(fault) from None


def _tell(policy: Policy) -> None:
    typer.echo(f"{policy.id} version {policy.version}, {policy.status}")
    typer.echo(f"hash {policy.hash}")
    for name, regime in policy.regimes.items():
        unlinked = f", without a link {regime.unlinked_delete}" if regime.unlinked_delete else ""
        mask = f", masked after {regime.mask.after}" if regime.mask else ""
        typer.echo(f"  {name}: gone after {regime.delete}{unlinked}{mask}")
    typer.echo(f"  quarantine: gone after {policy.quarantine}")
    for warning in warnings(policy):
        typer.echo(f"warning: {warning}")


@app.command()
def check(path: File) -> None:
    """Read a policy file strictly, say what it means and who has signed it."""
    policy = _read(path)
    _tell(policy)
    absent = missing(policy, signatures_of(path, policy))
    typer.echo("signed by both" if not absent else f"not signed yet by: {', '.join(absent)}")


@app.command()
def sign(
    path: File,
    key: Annotated[Path, typer.Option(help="Your private key file.", exists=True, dir_okay=False)],
) -> None:
    """Sign a policy. The signature is of what it says; any change of wording needs new ones."""
    policy = _read(path)
    try:
        held = add_signature(path, policy, read_key(key))
    except Refused as fault:
        raise _refuse(fault) from None
    absent = missing(policy, held)
    typer.echo("signed by both" if not absent else f"still missing: {', '.join(absent)}")


@app.command()
def activate(path: File) -> None:
    """Put a policy with both signatures in force, now. What it shortens applies at once to everything."""
    from api.migrations import upgrade  # noqa: PLC0415 - Alembic costs a second at import

    settings = Settings()
    policy = _read(path)
    actor = Actor(f"shell.{getpass.getuser()}"[:64], policy.tenant, "najava", "najava", Role.ADMIN)
    upgrade(settings.data_url)
    engine = engines.open(settings.data_url)
    try:
        number = put_in_force(
            engine,
            open_keys(settings.keys_url),
            policy,
            signatures_of(path, policy),
            actor=actor,
            clock=system,
        )
    except Refused as fault:
        raise _refuse(fault) from None
    finally:
        engine.dispose()
    typer.echo(f"in force as number {number}: {policy.hash}")


@app.command()
def compare(before: File, after: Annotated[Path, typer.Argument(help="The later policy file.")]) -> None:
    """Say what would live longer under the later policy, and so needs both signatures of the earlier one."""
    longer = lengthened(_read(before), _read(after))
    typer.echo("\n".join(longer) if longer else "nothing would live longer")


@app.command()
def history() -> None:
    """List every policy that was ever in force here, as JSON."""
    engine = engines.open(Settings().data_url)
    with engine.connect().execution_options(**engines.READ) as connection:
        found = terms(connection)
    engine.dispose()
    past = [] if found is None else found.past
    typer.echo(
        json.dumps(
            [
                {"since": at.isoformat(), "policy": p.id, "version": p.version, "hash": p.hash}
                for at, p in past
            ],
            indent=2,
        )
    )
