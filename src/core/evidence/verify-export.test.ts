import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { commitment, hexDigest } from './audit-record.ts';
import { changeOfKeys, exportLines, newKey, refOf, verifyBytes, verifyLines } from './export.fixture.ts';
import type { ExportPlan } from './export.fixture.ts';
import { pemOf, publicKeyOf, signText } from './signature.ts';

const key = newKey();
const KEYS = { keys: [key.publicKey] };

const entry = (seq: number, actor = `person-${seq % 3}`): ExportPlan['entries'][number] => ({
  actor,
  action: 'waiver.approve',
  object: { kind: 'waiver', id: `wai-${seq}` },
  detail: { reason: `because "${seq}" é`, nested: { prev: '0'.repeat(64), seq } },
});
const entries = Array.from({ length: 10 }, (_, index) => entry(index + 1));
const lines = exportLines({ entries, key });
/** Header, three names, then records with a checkpoint behind every third: where record `seq` stands. */
const at = (seq: number): number => 4 + (seq - 1) + Math.floor((seq - 1) / 3);
const changed = (change: (copy: string[]) => void): string[] => {
  const copy = [...lines];
  change(copy);
  return copy;
};

describe('verifying an export', () => {
  it('finds an untouched one intact, and says what it covers', () => {
    expect(verifyLines(lines, KEYS)).toMatchObject({
      intact: true,
      faults: [],
      records: 10,
      from: 1,
      to: 10,
      checkpoints: 4,
      signedTo: { seq: 10 },
      redactedDetails: 0,
      erasedActors: 0,
      cutTo: null,
    });
  });

  it.each<{ what: string; lines: () => string[]; line: number; says: RegExp }>([
    {
      what: 'a changed action',
      lines: () => changed((copy) => (copy[at(5)] = lines[at(5)]?.replace('approve', 'refuse!') ?? '')),
      line: at(5) + 1,
      says: /record 5 was changed/,
    },
    {
      what: 'a swapped detail',
      lines: () => changed((copy) => (copy[at(5)] = lines[at(5)]?.replace('\\"5\\"', '\\"6\\"') ?? '')),
      line: at(5) + 1,
      says: /detail of record 5 is not the one/,
    },
    {
      what: 'a missing row',
      lines: () => changed((copy) => copy.splice(at(5), 1)),
      line: at(5) + 1,
      says: /record 5 is missing/,
    },
    {
      what: 'two rows exchanged',
      lines: () => changed((copy) => ([copy[at(4)], copy[at(5)]] = [lines[at(5)] ?? '', lines[at(4)] ?? ''])),
      line: at(4) + 1,
      says: /record 4 is missing: record 5 stands here/,
    },
    {
      what: 'a row twice',
      lines: () => changed((copy) => copy.splice(at(5), 0, lines[at(5)] ?? '')),
      line: at(5) + 2,
      says: /record 5 stands twice/,
    },
    { what: 'a cut end', lines: () => lines.slice(0, -3), line: lines.length - 3, says: /cut off/ },
    { what: 'a cut end behind a checkpoint', lines: () => lines.slice(0, at(4)), line: at(4), says: /cut off/ },
    {
      what: 'a removed checkpoint',
      lines: () => changed((copy) => copy.splice(at(4) - 1, 1)),
      line: at(7) - 1,
      says: /a checkpoint is missing/,
    },
    {
      what: 'a removed name',
      lines: () => changed((copy) => copy.splice(1, 1)),
      line: at(1),
      says: /name of the actor .* is gone/,
    },
    {
      what: 'a removed detail',
      lines: () => changed((copy) => (copy[at(5)] = bare(lines[at(5)] ?? ''))),
      line: at(5) + 1,
      says: /detail of record 5 is gone, and no record says/,
    },
    {
      what: 'another name',
      lines: () => changed((copy) => (copy[1] = lines[1]?.replace('person', 'nobody') ?? '')),
      line: 2,
      says: /is not the name/,
    },
    { what: 'no header', lines: () => lines.slice(1), line: 1, says: /not the header/ },
    { what: 'an empty file', lines: () => [], line: 1, says: /empty/ },
    { what: 'something else', lines: () => ['{"a":1}'], line: 1, says: /not one that an export has/ },
    {
      what: 'another format',
      lines: () => changed((copy) => (copy[0] = lines[0]?.replace('/2', '/1') ?? '')),
      line: 1,
      says: /format/,
    },
  ])('locates $what', ({ lines: tampered, line, says }) => {
    const { intact, faults } = verifyLines(tampered(), KEYS);
    expect(intact).toBe(false);
    expect(faults[0]).toMatchObject({ line, message: expect.stringMatching(says) as string });
  });

  it('tells one changed row once, even when its own hash was made to fit', () => {
    const forged = changed((copy) => {
      const line = JSON.parse(lines[at(5)] ?? '') as { body: { action: string }; hash: string };
      line.body.action = 'waiver.refuse';
      line.hash = hexDigest(canonicalJson(line.body));
      copy[at(5)] = canonicalJson(line);
    });
    expect(verifyLines(forged, KEYS).faults).toEqual([
      { line: at(6) + 1, seq: 6, message: expect.stringMatching(/record 6 follows another record 5/) as string },
    ]);
  });

  it('sees a chain that was rewritten from a record on by the checkpoint that was not', () => {
    const other = exportLines({ entries: entries.map((one, index) => (index === 4 ? entry(99) : one)), key });
    const rewritten = lines.map((line, index) => (line.startsWith('{"body"') ? (other[index] ?? '') : line));
    const { faults } = verifyLines(rewritten, KEYS);
    expect(faults[0]).toMatchObject({
      seq: 6,
      message: expect.stringMatching(/records 4 to 6 were rewritten/) as string,
    });
  });

  it('sees a forged checkpoint, and a wrong key, which it tells once', () => {
    const forger = newKey();
    const forged = exportLines({ entries: entries.slice(0, 9), key: forger });
    const { faults, faultCount } = verifyLines(forged, KEYS);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.message).toContain(forger.fingerprint);
    expect(faultCount).toBe(4);
    const checkpoint = (JSON.parse(lines[at(4) - 1] ?? '') as { checkpoint: object }).checkpoint;
    const posing = canonicalJson({ checkpoint, signature: signText(forger.key, canonicalJson(checkpoint)) });
    const posed = verifyLines(
      changed((copy) => (copy[at(4) - 1] = posing)),
      KEYS,
    );
    expect(posed.faults).toMatchObject([{ line: at(4), message: expect.stringMatching(/forged/) as string }]);
  });

  it('holds an export against a record that is known: an old export is one that was cut off', () => {
    const { hash } = JSON.parse(lines[at(10)] ?? '') as { hash: string };
    expect(verifyLines(lines, { ...KEYS, heads: [{ seq: 10, hash }] }).intact).toBe(true);
    const old = exportLines({ entries: entries.slice(0, 6), key });
    expect(verifyLines(old, KEYS).intact).toBe(true);
    expect(verifyLines(old, { ...KEYS, heads: [{ seq: 10, hash }] }).faults[0]?.message).toMatch(
      /record 10.*not in the file/,
    );
    expect(verifyLines(lines, { ...KEYS, heads: [{ seq: 9, hash }] }).faults[0]?.message).toMatch(
      /record 9 is not the one/,
    );
  });

  it('takes a part that is anchored on a checkpoint, and refuses one that is not', () => {
    const part = exportLines({ entries, key, from: 4 });
    expect(verifyLines(part, KEYS)).toMatchObject({ intact: true, from: 4, to: 10, records: 7 });
    const unanchored = part.filter((line) => !line.includes('"seq":3}'));
    expect(verifyLines(unanchored, KEYS).faults[0]?.message).toMatch(/record 4 is not anchored/);
  });

  it('goes on from one key to the next, whichever of them the auditor has', () => {
    const former = newKey();
    const rotated = exportLines({ entries, key, former });
    expect(verifyLines(rotated, KEYS).faults).toEqual([]);
    expect(verifyLines(rotated, { keys: [former.publicKey] }).intact).toBe(true);
    const thief = newKey();
    const stolen = [...rotated];
    stolen[1] = canonicalJson({ ...changeOfKeys(former, thief), signatures: { former: 'AA==', itself: 'AA==' } });
    expect(verifyLines(stolen, { keys: [former.publicKey] }).faults[0]?.message).toMatch(/not genuine/);
  });

  it('believes a key that was superseded nothing that came later, and no second change from it', () => {
    const [former, thief, next] = [newKey(), newKey(), newKey()];
    const says = (some: readonly string[], keys = [next.publicKey]): string =>
      verifyLines(some, { keys })
        .faults.map(({ message }) => message)
        .join('\n');
    const genuine = changeOfKeys(former, next, 5);
    // The key that was rotated away is stolen: it signs an invented log, and the genuine change stands in it.
    expect(says(exportLines({ entries, key: former, changes: [genuine] }))).toMatch(/superseded after record 5/);
    const short = exportLines({ entries: entries.slice(0, 4), key: former, changes: [genuine] });
    expect(says(short)).toMatch(new RegExp(`the key in force is ${next.fingerprint}`));
    // The line of keys is forked.
    const fork = changeOfKeys(former, thief, 5);
    expect(says(exportLines({ entries, key: thief, changes: [genuine, fork] }))).toMatch(/does not start from/);
    expect(says(exportLines({ entries, key: thief, changes: [fork, genuine] }))).not.toBe('');
    expect(says(exportLines({ entries, key: thief, changes: [fork] }))).toMatch(/not the given one/);
    // Whoever knows both keys of the line sees that the newer one was left out.
    const both = [former.publicKey, next.publicKey];
    expect(says(exportLines({ entries, key: thief, changes: [fork] }), both)).toMatch(/none of this log/);
    // Back to a key that was in force before; a new key that signs what was before it.
    const back = [genuine, changeOfKeys(next, former, 6)];
    expect(says(exportLines({ entries, key: former, changes: back }))).toMatch(/in force before/);
    expect(says(exportLines({ entries, key: next, changes: [genuine] }))).toMatch(/which came after record 5/);
    expect(says(exportLines({ entries, key: next, former }))).toBe('');
    const third = newKey();
    const disorder = [changeOfKeys(former, next, 5), changeOfKeys(next, third, 4)];
    expect(says(exportLines({ entries, key: third, changes: disorder }))).toMatch(/before the change above/);
  });

  it('says of a file of the format before that it is one, and nothing else', () => {
    const before = lines.map((line) => line.replaceAll('isthmus-audit/2', 'isthmus-audit/1'));
    expect(verifyLines(before, KEYS).faults).toEqual([
      { line: 1, message: expect.stringMatching(/isthmus-audit\/1.*Export the log again/) as string },
    ]);
  });

  it('finds a genuine change of keys in the place of another one', () => {
    const former = newKey();
    const [first, second] = ['2026-11-23T06:00:00.000Z', '2026-11-24T06:00:00.000Z'].map((when) =>
      canonicalJson(changeOfKeys(former, key, 5, when)),
    );
    const rotated = exportLines({ entries, key, former });
    expect(rotated[1]).toBe(first);
    expect(verifyLines(rotated.with(1, second ?? ''), KEYS).faults).toMatchObject([
      { message: expect.stringMatching(/lines above the first record/) as string },
    ]);
  });

  it('accepts what a later record says was removed, and nothing else', () => {
    const erasing = [
      ...entries,
      { ...entry(11), action: 'audit.redact', object: { kind: 'audit-record', id: '4-5' } },
      { ...entry(12), action: 'audit.erase', object: { kind: 'actor', id: refOf('person-1') } },
    ];
    const plan = { entries: erasing, key, redacted: [4, 5], erased: ['person-1'] };
    expect(verifyLines(exportLines(plan), KEYS)).toMatchObject({ intact: true, redactedDetails: 2, erasedActors: 1 });
    expect(exportLines(plan).join('\n')).not.toContain('person-1');
    const more = verifyLines(exportLines({ ...plan, redacted: [4, 5, 6, 11] }), KEYS);
    expect(more.faults.map(({ seq }) => seq)).toEqual([6, 11]);
  });

  it('believes a word about a cut only when what was cut off is gone', () => {
    const cut = (id: string) => ({ ...entry(11), action: 'audit.cut', object: { kind: 'checkpoint', id } });
    const tell = (id: string, from: number) =>
      verifyLines(exportLines({ entries: [...entries, cut(id)], key, from }), KEYS);
    expect(tell('3', 4)).toMatchObject({ intact: true, cutTo: 3 });
    expect(tell('3', 7)).toMatchObject({ intact: true, cutTo: 3 });
    for (const { faults, cutTo } of [tell('999', 1), tell('3', 1), tell('6', 4)]) {
      expect(cutTo).toBeNull();
      expect(faults).toMatchObject([{ seq: 11, message: expect.stringMatching(/says that records up to/) as string }]);
    }
  });

  it('takes no word for the removal of a detail that decisions and removals keep', () => {
    for (const action of ['decision.plan', 'audit.rotate-key']) {
      const kept = entries.map((one, index) => (index === 4 ? { ...one, action } : one));
      const told = [...kept, { ...entry(11), action: 'audit.redact', object: { kind: 'audit-record', id: '4-6' } }];
      const found = verifyLines(exportLines({ entries: told, key, redacted: [4, 5, 6] }), KEYS);
      expect(found.faults).toEqual([
        { line: at(5) + 1, seq: 5, message: expect.stringMatching(/detail of record 5 is gone/) as string },
      ]);
      expect(found.redactedDetails).toBe(2);
    }
  });

  it('stays intact whatever is removed with a record of it, and never without', () => {
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(some, fc.boolean(), (redacted, told) => {
        const words = redacted.map((seq) => ({
          ...entry(seq),
          action: told ? 'audit.redact' : 'waiver.approve',
          object: { kind: 'audit-record', id: `${seq}` },
        }));
        const found = verifyLines(exportLines({ entries: [...entries, ...words], key, redacted }), KEYS);
        expect(found.intact).toBe(told);
        expect(found.redactedDetails).toBe(told ? redacted.length : 0);
        expect(found.faultCount).toBe(told ? 0 : redacted.length);
      }),
      { numRuns: 50 },
    );
  });

  const plans = fc
    .record({ count: fc.integer({ min: 1, max: 8 }), every: fc.integer({ min: 1, max: 4 }) })
    .map(({ count, every }) => exportLines({ entries: entries.slice(0, count), every, key }));

  it('detects every flipped bit', () => {
    fc.assert(
      fc.property(plans, fc.nat(), fc.integer({ min: 0, max: 7 }), (whole, where, bit) => {
        const bytes = Buffer.from(whole.map((line) => `${line}\n`).join(''));
        bytes[where % bytes.length] = (bytes[where % bytes.length] ?? 0) ^ (1 << bit);
        expect(verifyBytes(bytes, KEYS).intact).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('detects every line that is taken out, doubled or moved', () => {
    fc.assert(
      fc.property(plans, fc.nat(), fc.nat(), fc.constantFrom('out', 'twice', 'moved'), (whole, a, b, how) => {
        const copy = [...whole];
        const [from, to] = [a % copy.length, b % copy.length];
        fc.pre(how !== 'moved' || from !== to);
        const [line = ''] = how === 'twice' ? [copy[from]] : copy.splice(from, 1);
        if (how !== 'out') copy.splice(to, 0, line);
        expect(verifyLines(copy, KEYS).intact).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('appending never changes what was there', () => {
    const records = (some: readonly string[]): string[] => some.filter((line) => line.startsWith('{"body"'));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), (count) => {
        const part = records(exportLines({ entries: entries.slice(0, count), key }));
        expect(records(lines).slice(0, count)).toEqual(part);
      }),
    );
  });

  it('a detail or a name cannot be told from its digest without the salt', () => {
    expect(commitment('a', 'person-1')).not.toBe(commitment('b', 'person-1'));
    expect(publicKeyOf('-----BEGIN PRIVATE KEY-----')).toBeUndefined();
  });

  it.skipIf(spawnSync('openssl', ['version']).error !== undefined)(
    'openssl finds the signature of a checkpoint and the hash of a record good, without this program',
    () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'audit-'));
      const file = (name: string): string => path.join(folder, name);
      try {
        const { checkpoint, signature } = JSON.parse(lines[at(4) - 1] ?? '') as {
          checkpoint: object;
          signature: string;
        };
        writeFileSync(file('public.pem'), pemOf(key.publicKey));
        writeFileSync(file('body'), canonicalJson(checkpoint));
        writeFileSync(file('signature'), Buffer.from(signature, 'base64'));
        const verify = ['pkeyutl', '-verify', '-pubin', '-inkey', file('public.pem'), '-rawin'];
        const answer = execFileSync('openssl', [...verify, '-in', file('body'), '-sigfile', file('signature')]);
        expect(answer.toString()).toContain('Verified Successfully');
        const der = execFileSync('openssl', ['pkey', '-pubin', '-in', file('public.pem'), '-outform', 'DER']);
        expect(hexDigest(der)).toBe(key.fingerprint);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});

/** A record's line without its detail. */
function bare(line: string): string {
  const { body, hash } = JSON.parse(line) as { body: object; hash: string };
  return canonicalJson({ body, hash });
}
