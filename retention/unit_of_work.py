"""The three scopes, and the only commit: reading, consulting, writing (decision 9).

- `reading` sees no passenger value: no opener exists in it, so mypy proves what a page cannot show.
- `consulting` opens records, reads only, and writes one `consultation` entry before its caller may answer.
- `writing` seals, opens, changes; its entry is the last statement of the same transaction.

If the entry cannot be written, the scope fails and with it the answer: nothing is served unlogged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date

import msgspec
from sqlalchemy import Connection, Engine, Executable, insert

from retention import activation, engines, outbox
from retention.actors import Actor, ServiceIdentity
from retention.acts import Act
from retention.audit import leaf, log
from retention.blobs import header_of
from retention.buckets import Bucket
from retention.capability import Access
from retention.clock import Clock, Moment, reckon
from retention.keys import Key, Slot, audit_slot
from retention.keystore import KeyStore
from retention.places import Place
from retention.policy import Policy
from retention.policy_history import terms as policy_terms
from retention.purpose import Purpose
from retention.refusals import AuditRefused, KeysRefused, PolicyRefused
from retention.sealing import Opener, Sealer, Vault, reseal
from retention.terms import Terms
from retention.tokens import Tokenizer

__all__ = ["Act", "Consulting", "Opener", "Place", "Reading", "Sealer", "Store", "Writing"]


class Reading:
    """A look at what is not about a passenger: flights, counts, states, ids."""

    def __init__(self, connection: Connection, actor: Actor, moment: Moment, policy: Policy) -> None:
        self.connection = connection
        self.actor = actor
        self.now = moment.now
        self.policy = policy


class Consulting(Reading):
    """A look at passengers. `entry` is the number of its audit entry, known after the block."""

    def __init__(
        self,
        connection: Connection,
        actor: Actor,
        moment: Moment,
        policy: Policy,
        *,
        opener: Opener,
        entry: leaf.Entry,
    ) -> None:
        super().__init__(connection, actor, moment, policy)
        self.opener = opener
        self.purpose = entry.purpose
        self._entry = entry
        self._number: int | None = None

    @property
    def entry(self) -> int:
        """The number of the audit entry. Raises `AuditRefused` before the block has ended."""
        if self._number is None:
            raise AuditRefused("the audit entry has no number before the scope has ended")
        return self._number

    def show(self, subjects: Iterable[str], elements: Iterable[int]) -> None:
        """Say which records (opaque ids) and which Annex I elements the answer shows. Adds up."""
        self._entry.subjects.update(dict.fromkeys(leaf.code(str(one)) for one in subjects))
        self._entry.elements.update(int(element) for element in elements)

    def note(self, **facts: object) -> None:
        """Add numbers, ids and codes to the audit entry. Free text is refused: use `justify`."""
        self._entry.facts.update({name: leaf.checked(name, fact) for name, fact in facts.items()})

    def justify(self, **texts: str) -> None:
        """Add what a person wrote to the sealed, erasable body of the audit entry."""
        self._entry.body.update(texts)

    def _seal_entry(self) -> None:
        """Put into the entry what was opened, so that no page can forget to say it."""
        opened = self.opener.opened
        if opened:
            self._entry.facts["opened"] = len(opened)
            if not self._entry.subjects:
                self._entry.subjects.update(dict.fromkeys(str(row) for row in opened))


class Writing(Consulting):
    """A change. What it writes, what follows from it and its audit entry are one commit."""

    def __init__(
        self,
        connection: Connection,
        actor: Actor,
        moment: Moment,
        policy: Policy,
        *,
        opener: Opener,
        sealer: Sealer,
        access: Access,
        entry: leaf.Entry,
    ) -> None:
        super().__init__(connection, actor, moment, policy, opener=opener, entry=entry)
        self.sealer = sealer
        self.act = entry.act
        self._access = access
        self._further: list[leaf.Entry] = []
        self._abandoned = False

    def emit(self, topic: str, key: str, payload: msgspec.Struct) -> None:
        """Leave work for a worker, committed with this change. `payload` holds ids, never a value."""
        row = outbox.row_for(topic, key, payload, tenant=self.actor.tenant, now=self.now)
        self.connection.execute(insert(outbox.outbox).values(row))

    def also(self, act: Act, **facts: object) -> None:
        """Write one more audit entry of its own in the same commit (a refusal beside a collection …)."""
        checked = {name: leaf.checked(name, fact) for name, fact in facts.items()}
        self._further.append(leaf.Entry(act, self.actor, self.purpose, facts=checked))

    def open_bucket(self, regime: str, day: date) -> None:
        """Make sure the bucket exists and accepts this act. Sealing does it by itself."""
        self._access.open_bucket(regime, day)

    def renew_bucket(self, found: Bucket) -> int:
        """Give a bucket new keys, which everything sealed from now on is sealed with (`retention.erasure`).

        Returns their generation.
        """
        generation = self._access.renew_bucket(found)
        self.sealer.forget()
        return generation

    def abandon(self) -> None:
        """Leave without change and without entry: there was nothing to do. Not after anything was opened."""
        if self.opener.opened or self.sealer.sealed:
            raise AuditRefused("records were opened or sealed: that cannot be left out of the log")
        self._abandoned = True

    def _seal_entry(self) -> None:
        """Say also what was sealed, and which buckets began, with the day they must be gone by."""
        super()._seal_entry()
        told, self._further = self._further, []
        for regime, day, ends in self._access.born:  # before what was collected into them
            self.also(Act.KEY_CREATE, regime=regime, bucket=day.isoformat(), ends=leaf.when(ends))
        self._further += told
        if self.sealer.sealed:
            self._entry.facts.setdefault("sealed", self.sealer.sealed)


def activate(
    engine: Engine,
    keys: KeyStore,
    policy: Policy,
    signatures: Mapping[str, str],
    *,
    actor: Actor,
    clock: Clock,
) -> int:
    """Put a signed policy in force in a store, new or running. Returns the number of the activation.

    `signatures`: public key -> signature. Raises `PolicyRefused` or `KeysRefused`; nothing changed then.
    """
    activation.check_separation(engine, keys, policy)
    with engine.begin() as connection:
        log.begin(connection, keys.identity)
        head = log.lock(connection)
        if head.key_store != keys.identity:
            raise KeysRefused("this key store is not the one of these data: nothing here would open")
        known = policy_terms(connection)
        in_force = policy if known is None else known.policy
        limit = in_force.clock.max_forward_jump.longest()
        moment = reckon(clock(), head.ratchet, limit=limit)
        return activation.put_in_force(
            connection, policy, signatures, known=known, actor=actor, moment=moment
        )


class Store:
    """One data store with its keys, its policy and its clock. Safe for threads.

    Raises `PolicyRefused` for a policy that is not in force here, `KeysRefused` for a key store that is not
    the one of these data. Tables exist already (`api.migrations.upgrade`).
    """

    def __init__(self, engine: Engine, keys: KeyStore, policy: Policy, clock: Clock) -> None:
        self.engine = engine
        self.keys = keys
        self._clock = clock
        self._terms = self._join(policy)

    @property
    def policy(self) -> Policy:
        """The policy in force, as of the last scope."""
        return self._terms.policy

    @property
    def terms(self) -> Terms:
        """How long data live, given every policy that ever was in force here."""
        return self._terms

    def _join(self, policy: Policy) -> Terms:
        """Bind data, keys and policy together, or refuse."""
        with self.engine.connect() as connection:
            head = log.head(connection)
        if head is None:
            with self.engine.begin() as connection:
                log.begin(connection, self.keys.identity)
        elif head.key_store != self.keys.identity:
            raise KeysRefused("this key store is not the one of these data: nothing here would open")
        activation.check_separation(self.engine, self.keys, policy)
        self._check_head()
        with self.engine.begin() as connection:
            known = policy_terms(connection)
            if known is not None and known.policy.hash == policy.hash:
                self._seen = log.lock(connection).policies
                return known
            if not policy.demonstration:
                raise PolicyRefused("this policy is not in force here: najava policy activate")
            return self._demonstrate(connection, policy, known)

    def _check_head(self) -> None:
        """Refuse data that are behind the last signed head of the log, or have another history (§D.7)."""
        kept = self.keys.kept_head()
        if kept is None:
            return
        size, root = kept
        with self.engine.connect().execution_options(**engines.READ) as connection:
            head = log.head(connection)
            if head is None or head.size < size:
                raise KeysRefused("the data are behind the last signed head of their log: an old copy")
            if log.root_at(connection, size) != root:
                raise KeysRefused("the log of these data has another history than the one that was signed")

    def _demonstrate(self, connection: Connection, policy: Policy, known: Terms | None) -> Terms:
        moment = self._moment(log.lock(connection), policy)
        self._seen = activation.demonstrate(connection, policy, known, moment)
        made = policy_terms(connection)
        if made is None:
            raise PolicyRefused("the policy could not be put in force")
        return made

    def _moment(self, head: log.Head, policy: Policy) -> Moment:
        return reckon(self._clock(), head.ratchet, limit=policy.clock.max_forward_jump.longest())

    def _frame(self, connection: Connection) -> Moment:
        """Read the head row: the time to work with, and whether a new policy came into force."""
        head = log.head(connection)
        if head is None:
            raise KeysRefused("the head of the audit log is missing: this store serves nothing")
        if head.policies != self._seen:
            known = policy_terms(connection)
            if known is None:
                raise PolicyRefused("no policy is in force")
            self._terms, self._seen = known, head.policies
        return self._moment(head, self._terms.policy)

    def reading(self, actor: Actor) -> AbstractContextManager[Reading]:
        """Look at what is not about a passenger. One snapshot; cannot write; no audit entry."""
        return self._reading(actor)

    def consulting(self, actor: Actor, purpose: Purpose) -> AbstractContextManager[Consulting]:
        """Look at passengers for a purpose. Answer only after the block: then its entry is durable."""
        return self._consulting(actor, purpose)

    def writing(
        self, actor: Actor, act: Act, purpose: Purpose | None = None
    ) -> AbstractContextManager[Writing]:
        """Change something. Changes, outbox rows and the audit entry commit together or not at all."""
        return self._writing(actor, act, purpose)

    @contextmanager
    def _reading(self, actor: Actor) -> Iterator[Reading]:
        with self.engine.connect().execution_options(**engines.READ) as connection:
            yield Reading(connection, actor, self._frame(connection), self._terms.policy)

    @contextmanager
    def _consulting(self, actor: Actor, purpose: Purpose) -> Iterator[Consulting]:
        entry = leaf.Entry(Act.CONSULTATION, actor, purpose)
        with self.engine.connect().execution_options(**engines.READ) as connection:
            moment = self._frame(connection)
            access = Access(connection, self.keys, terms=self._terms, actor=actor, moment=moment, act=None)
            opener = self._opener(access, actor)
            scope = Consulting(connection, actor, moment, self._terms.policy, opener=opener, entry=entry)
            try:
                yield scope
            except BaseException:
                self._attempted(scope)
                raise
            finally:
                opener.close()
        scope._seal_entry()  # noqa: SLF001 - the scope's other half
        scope._number = self._record(entry)  # noqa: SLF001

    @contextmanager
    def _writing(self, actor: Actor, act: Act, purpose: Purpose | None) -> Iterator[Writing]:
        entry = leaf.Entry(act, actor, purpose)
        with self.engine.connect().execution_options(**engines.WRITE) as connection:
            transaction = connection.begin()
            moment = self._frame(connection)
            access = Access(connection, self.keys, terms=self._terms, actor=actor, moment=moment, act=act)
            opener = self._opener(access, actor)
            scope = Writing(
                connection,
                actor,
                moment,
                self._terms.policy,
                opener=opener,
                sealer=Sealer(Vault(access.key_to_write), Tokenizer(access.token_key_to_write)),
                access=access,
                entry=entry,
            )
            try:
                yield scope
                if scope._abandoned:  # noqa: SLF001
                    transaction.rollback()
                    return
                scope._seal_entry()  # noqa: SLF001
                for further in (*scope._further, entry):  # noqa: SLF001
                    scope._number = self._append(connection, further, moment)  # noqa: SLF001
                transaction.commit()
            except BaseException:
                transaction.rollback()
                scope._number = None  # noqa: SLF001
                self._attempted(scope)
                raise
            finally:
                opener.close()

    def _opener(self, access: Access, actor: Actor) -> Opener:
        return Opener(Vault(access.key_to_read), Tokenizer(access.token_key_to_read), actor.tiers)

    def _attempted(self, scope: Consulting) -> None:
        """Record what was opened by a scope that failed: it was seen by the program, if by nobody else."""
        scope._seal_entry()  # noqa: SLF001
        if scope.opener.opened:
            scope._entry.outcome = "attempted"  # noqa: SLF001
            self._record(scope._entry)  # noqa: SLF001

    def _append(self, connection: Connection, entry: leaf.Entry, moment: Moment) -> int:
        case = entry.purpose is not None and entry.purpose.case
        key = None
        if case or entry.body:
            slot = audit_slot(moment.now.date())
            key = self.keys.ensure([slot], anchor=moment.now, policy="audit")[slot]
        return log.append(
            connection,
            entry,
            now=moment.now,
            ratchet=moment.ratchet,
            policy=self._terms.policy.hash,
            body_key=key,
        )

    def _record(self, entry: leaf.Entry) -> int:
        """Write one entry in a transaction of its own."""
        with self.engine.connect().execution_options(**engines.WRITE) as connection, connection.begin():
            return self._append(connection, entry, self._frame(connection))

    def deny(self, actor: Actor, reason: str, purpose: Purpose | None = None, **facts: object) -> int:
        """Record that a look was refused. `reason` is a code. Returns the entry's number."""
        entry = leaf.Entry(Act.CONSULTATION_DENIED, actor, purpose, outcome="denied")
        entry.facts.update({"reason": leaf.code(reason)})
        entry.facts.update({name: leaf.checked(name, fact) for name, fact in facts.items()})
        return self._record(entry)

    def moment(self) -> Moment:
        """Return the time as the store reckons it."""
        with self.engine.connect().execution_options(**engines.READ) as connection:
            return self._frame(connection)

    def heartbeat(self, actor: Actor) -> Moment:
        """Advance the ratchet, so that a quiet night is not taken for a jump. Call it at least hourly.

        Writes an entry only where the clock jumped or was set back.
        """
        with self.engine.connect().execution_options(**engines.WRITE) as connection, connection.begin():
            moment = self._frame(connection)
            log.advance(connection, moment.ratchet)
            if moment.jumped or moment.behind:
                way = "forward" if moment.jumped else "back"
                off = self._clock() - moment.ratchet
                facts: dict[str, leaf.Fact] = {"way": way, "seconds": int(off.total_seconds())}
                self._append(connection, leaf.Entry(Act.CLOCK_JUMP, actor, facts=facts), moment)
        return moment

    def resealed(self, slot: Slot, place: Place, blob: bytes, key: Key) -> bytes:
        """Return the same record under another key of its slot. Nobody sees the record on the way."""
        return reseal(self.keys.by_id(slot, header_of(blob).key_id), key, place, blob)

    def sweep(self, *statements: Executable) -> int:
        """Run statements in one transaction of their own, without an entry. Returns the rows they touched.

        Only for what an entry has announced already: rows of a bucket whose keys are destroyed, blobs moved
        to the next generation. Small steps, so that no page waits (decision 10).
        """
        with self.engine.connect().execution_options(**engines.WRITE) as connection, connection.begin():
            return sum(connection.execute(statement).rowcount for statement in statements)


def service(identity: ServiceIdentity, *, tenant: str, agency: str = "", unit: str = "") -> Actor:
    """Return the actor of one of our own processes."""
    return Actor(f"service.{identity}", tenant, agency, unit, identity)
