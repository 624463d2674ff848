/** Packs as they are in force: what each says, what it rests on, and the lock they are held to. */

import type { PackDetailsDocument, PackDocument } from '../api/packs.ts';
import { failure } from '../core/errors/registry.ts';
import { suggestion } from '../core/policy/did-you-mean.ts';
import { compareWithLock, LOCK_FILE, lockText, signedText } from '../core/policy/packs/lock.ts';
import { lockHead } from '../store/audit.ts';
import { recordAudit } from './audit.ts';
import { signerOf } from './audit-key.ts';
import type { ServiceContext } from './context.ts';
import { loadPacks, readLock, readPacks } from './packs.ts';
import type { LoadedPack } from './packs.ts';

/** Also those that a lock file keeps from being used. Throws IST-4010 to IST-4014. */
export async function listPacks(context: ServiceContext): Promise<{ items: PackDocument[]; total: number }> {
  const packs = await readPacks(context.home);
  const lock = await lockState(context, packs);
  const items = packs.map((pack) => described(pack, lock(pack.id)));
  return { items, total: items.length };
}

/** Throws IST-4010 to IST-4014, and IST-4017 for a pack that is not there. */
export async function getPack(context: ServiceContext, id: string): Promise<PackDetailsDocument> {
  const packs = await readPacks(context.home);
  const pack = packs.find((each) => each.id === id);
  if (pack === undefined) {
    const ids = packs.map((each) => each.id);
    throw failure('IST-4017', `there is no pack "${id}".${suggestion(id, ids)}`);
  }
  const { definition } = pack;
  return {
    ...described(pack, (await lockState(context, packs))(pack.id)),
    note: definition.note ?? null,
    appliesWhen: definition.appliesWhen.trim(),
    whenUnclear: definition.whenUnclear,
    ladders: pack.ladders.map(({ id: ladder, name, weightPct, confidence }) => ({
      id: ladder,
      name,
      weightPct,
      confidence,
    })),
    requirements: pack.requirements.map((each) => ({
      ruleId: each.ruleId,
      reference: each.reference,
      title: each.title,
      level: each.level,
      when: each.when?.text.trim() ?? null,
      test: each.test.text.trim(),
      remedy: each.remedy,
      note: each.note ?? null,
      confidence: each.confidence,
      covers: [...each.covers],
    })),
    testNames: (definition.tests ?? []).map(({ name }) => name),
  };
}

type LockState = PackDocument['lock'];

async function lockState({ home }: ServiceContext, packs: readonly LoadedPack[]): Promise<(id: string) => LockState> {
  const lock = await readLock(home);
  if (lock === undefined) return () => 'none';
  const differing = new Map(compareWithLock(packs, lock).map(({ id, kind }) => [id, kind]));
  return (id) => differing.get(id) ?? 'same';
}

function described(pack: LoadedPack, lock: LockState): PackDocument {
  const { id, version, digest, definition, requirements, problems, origin } = pack;
  return {
    id,
    version,
    digest,
    name: definition.name,
    jurisdiction: definition.jurisdiction ?? null,
    status: definition.status ?? null,
    sources: [definition.source].flat(),
    asOf: definition.asOf,
    confidence: definition.conf,
    origin,
    rules: requirements.length,
    tests: definition.tests?.length ?? 0,
    problems: problems.map(({ where, message }) => `${where}: ${message}`),
    lock,
  };
}

/** The packs in force as a lock file, signed with the installation's key. Throws IST-6103, IST-6104. */
export async function signPacks(context: ServiceContext): Promise<{ text: string }> {
  const packs = await loadPacks(context.home);
  return context.store.transaction(async (db) => {
    await lockHead(db);
    const signer = await signerOf(context, db);
    const signature = { key: signer.fingerprint, value: signer.sign(signedText(packs)) };
    await recordAudit(context, db, {
      action: 'packs.sign',
      object: { kind: 'packs', id: LOCK_FILE },
      detail: { packs: packs.map(({ id, version, digest }) => ({ id, version, digest })) },
    });
    return { text: lockText(packs, signature) };
  });
}
