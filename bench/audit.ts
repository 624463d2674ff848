/**
 * How long an auditor waits: an export of so many records is verified by the command line, the way it is shipped.
 *   node bench/audit.ts [--records 1000000]
 */

import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EXPORT_FORMAT, NO_HASH, recordLine, textOfLine } from '../src/core/evidence/audit-lines.ts';
import { commitment, hexDigest, openBody } from '../src/core/evidence/audit-record.ts';
import { canonicalJson } from '../src/core/evidence/canonical-json.ts';
import { newKey } from '../src/core/evidence/export.fixture.ts';
import { pemOf, signText } from '../src/core/evidence/signature.ts';
import { machineLine } from './machine.ts';

const { values } = parseArgs({ options: { records: { type: 'string', default: '1000000' } } });
const RECORDS = Number(values.records);
const CHECKPOINT_EVERY = 1000;
const AT = '2026-11-23T06:00:00.000Z';

/** Makes a process say at its end what it used. */
const USAGE = `data:text/javascript,${encodeURIComponent(
  'process.on("exit",()=>{const u=process.resourceUsage();process.stderr.write(`USAGE ${((u.userCPUTime+u.systemCPUTime)/1e6).toFixed(1)} ${Math.round(u.maxRSS/1024)}\\n`)})',
)}`;

const folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-bench-audit-'));
const file = path.join(folder, 'audit.jsonl');
const pem = path.join(folder, 'public.pem');
const key = newKey();

/** Records as requests and decisions leave them: about 650 bytes a line. */
async function writeExport(): Promise<void> {
  const out = createWriteStream(file);
  const put = async (text: string): Promise<void> => {
    if (!out.write(text)) await once(out, 'drain');
  };
  const actors = Array.from({ length: 20 }, (_, at) => ({ name: `person-${at}`, salt: hexDigest(`${at}`) }))
    .map((actor) => ({ ...actor, ref: commitment(actor.salt, actor.name) }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const header = { format: EXPORT_FORMAT, from: 1, key: key.fingerprint };
  const preface = [{ header }, ...actors.map((actor) => ({ actor }))].map((line) => `${textOfLine(line)}\n`).join('');
  await put(preface);
  let [hash, previous, checkpoints, page] = [NO_HASH, NO_HASH, 0, ''];
  for (let seq = 1; seq <= RECORDS; seq += 1) {
    const salt = hexDigest(`salt ${seq}`).slice(0, 32);
    const detail = canonicalJson({
      method: 'POST',
      outcome: 'done',
      path: '/api/v1/waivers/:id/approve',
      request: `9f1a2c7e-45da-451d-9ec0-${seq.toString(16).padStart(12, '0')}`,
      status: 200,
    });
    const object = { kind: 'waiver', id: `wai-${seq.toString(16).padStart(16, '0')}` };
    const open = openBody({ action: 'request.approveWaiver', object }, AT, commitment(salt, detail));
    const body = `${open.start}${actors[seq % 20]?.ref}${open.middle}${hash}","seq":${seq}}`;
    hash = hexDigest(body);
    page += `${recordLine({ body, hash, detail, salt })}\n`;
    if (seq % CHECKPOINT_EVERY !== 0 && seq !== RECORDS) continue;
    const checkpoint = { at: AT, hash, key: key.fingerprint, previous, seq };
    const text = canonicalJson(checkpoint);
    previous = hexDigest(text);
    checkpoints += 1;
    await put(`${page}${textOfLine({ checkpoint, signature: signText(key.key, text) })}\n`);
    page = '';
  }
  const end = {
    actors: actors.length,
    at: AT,
    checkpoints,
    format: EXPORT_FORMAT,
    from: 1,
    hash,
    key: key.fingerprint,
    keyChanges: 0,
    preface: hexDigest(preface),
    records: RECORDS,
    to: RECORDS,
  };
  await put(`${textOfLine({ end, signature: signText(key.key, canonicalJson(end)) })}\n`);
  out.end();
  await once(out, 'finish');
}

try {
  await writeExport();
  await writeFile(pem, pemOf(key.publicKey));
  const { size } = await stat(file);
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const began = performance.now();
  const command = ['--import', USAGE, main, 'audit', 'verify', file, '--key', pem];
  const ran = spawnSync(process.execPath, command, { encoding: 'utf8' });
  const seconds = (performance.now() - began) / 1000;
  if (ran.status !== 0) throw new Error(`not intact: ${ran.stdout}${ran.stderr}`);
  const [, cpu = '', memory = ''] = /USAGE (\S+) (\S+)/.exec(ran.stderr) ?? [];
  const load = os.loadavg().map((each) => each.toFixed(1));
  console.log(ran.stdout.trim());
  console.log(
    `${RECORDS.toLocaleString('en')} records, ${Math.round(size / 2 ** 20)} MiB, the program's start included:`,
  );
  console.log(
    `  ${seconds.toFixed(1)} s by the wall, ${cpu} s of processor time, ${memory} MiB at most; load ${load.join(' ')}`,
  );
  console.log(`  ${machineLine()}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
