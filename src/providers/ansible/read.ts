/** Reads what Ansible gathered: documents one by one, answers joined by host, machines handed over at the end. */

import { IsthmusError } from '../../core/errors/errors.ts';
import { failure } from '../../core/errors/registry.ts';
import { openDocuments } from '../../formats/documents.ts';
import type { OpenedDocuments, TextDocument } from '../../formats/documents.ts';
import { parseJson } from '../../formats/json.ts';
import { DEFAULT_LIMITS } from '../../formats/limits.ts';
import { ImportRun } from '../import-run.ts';
import { reportUnread } from '../unread-document.ts';
import { byText } from '../import-values.ts';
import { fieldsOf, listOf, textOf } from '../json-fields.ts';
import type { FileImportRequest, Receipt } from '../provider.ts';
import { insideOf, MOST_ITEMS } from './guest-inside.ts';
import { emptyRecord, learn } from './host-record.ts';
import type { HostRecord } from './host-record.ts';
import { hostWordsIn } from './host-words.ts';
import type { HostWord } from './host-words.ts';
import { observe, rebootPending, timeOf } from './observe.ts';
import { answersIn } from './stdout.ts';
import { standingOf } from './virtualization.ts';

export const KIND = 'ansible';
/** A record of a run over thousands of hosts is one document. */
const MAX_BYTES = 384 * 1024 ** 2;
const READING_SHARE = 0.9;
/** Hosts are files named after them, with whatever dots a name has; these endings are other things. */
const OTHER_FILES = /\.(ya?ml|ini|cfg|md|py|sh|ps1|log|retry|csv|xml|zip|gz|tar|pem|key)$/i;

/** Throws IST-1001, IST-1002, IST-1005 to IST-1007, IST-1014, IST-1015, IST-1017, IST-1018 and the signal's reason. */
export async function readFacts(request: FileImportRequest): Promise<Receipt> {
  const { path, fileName, signal } = request;
  await using opened = await openDocuments(path, fileName, {
    wanted: (name) => !OTHER_FILES.test(name),
    what: 'the JSON that Ansible writes for its facts',
    maxBytes: MAX_BYTES,
    limits: DEFAULT_LIMITS,
    signal,
  });
  const run = new ImportRun(request);
  const hosts = await readHosts(opened, run, fileName, signal);
  return await handOver(hosts, opened, run, request);
}

async function readHosts(
  opened: OpenedDocuments,
  run: ImportRun,
  fileName: string,
  signal: AbortSignal | undefined,
): Promise<Map<string, HostRecord>> {
  const hosts = new Map<string, HostRecord>();
  const { documents, alone } = opened;
  let refusal: unknown;
  for (const [index, document] of documents.entries()) {
    signal?.throwIfAborted();
    run.progress((index / documents.length) * READING_SHARE, `reading ${document.name}`);
    try {
      const words = await readDocument(document, alone, run, signal);
      for (const word of words) learn(recordOf(hosts, word, run, document.name), word);
      run.parts.push({ name: document.name, rows: words.length, handling: words.length > 0 ? 'read' : 'ignored' });
      if (words.length === 0) reportStranger(document, run);
    } catch (error) {
      if (!(error instanceof IsthmusError) || alone) throw error;
      refusal = error;
      run.parts.push({ name: document.name, rows: 0, handling: 'ignored' });
      reportUnread(document, run, error);
    }
  }
  if (hosts.size > 0) return hosts;
  if (refusal !== undefined) throw refusal;
  throw failure('IST-1017', `${fileName} holds no facts that Ansible gathered`);
}

async function readDocument(
  document: TextDocument,
  alone: boolean,
  run: ImportRun,
  signal: AbortSignal | undefined,
): Promise<readonly HostWord[]> {
  const text = await document.text(signal);
  const answers = [...answersIn(text)];
  if (answers.length > 0) return answers.flatMap((answer) => wordsOfAnswer(answer, document.name, run));
  const host = alone ? undefined : hostOfName(document.name);
  return [...hostWordsIn(parseJson(text, document.name), host)];
}

const hostOfName = (name: string): string => (name.split('/').pop() ?? name).replace(/\.json$/i, '');

function wordsOfAnswer(
  answer: ReturnType<typeof answersIn> extends Generator<infer A> ? A : never,
  name: string,
  run: ImportRun,
): HostWord[] {
  const { host, outcome, json } = answer;
  if (outcome === 'FAILED' || outcome === 'UNREACHABLE') return [{ host, failed: true }];
  try {
    if (json !== undefined) return [...hostWordsIn(parseJson(json, name), host)];
  } catch (error) {
    if (!(error instanceof IsthmusError)) throw error;
  }
  run.issue({
    severity: 'error',
    code: 'ANSWER_CUT_OFF',
    where: `${name}, ${host}`,
    message: 'the answer of this host is cut off or was changed; it was left out',
    fix: 'Write the output to a file directly, not through a terminal, or use --tree.',
    skipped: true,
    incomplete: true,
  });
  return [];
}

function recordOf(hosts: Map<string, HostRecord>, word: HostWord, run: ImportRun, document: string): HostRecord {
  const facts = word.facts ?? {};
  const own = ['fqdn', 'hostname', 'nodename'].map((name) => textOf(facts[`ansible_${name}`] ?? facts[name]));
  const named = word.host ?? own.find((name) => name !== undefined && !/^localhost(\.|$)/.test(name));
  const host = named ?? hostOfName(document);
  const key = host.toLowerCase();
  const record = hosts.get(key) ?? emptyRecord();
  hosts.set(key, record);
  if (word.failed === true) record.failedIn.push(document);
  return record;
}

async function handOver(
  hosts: ReadonlyMap<string, HostRecord>,
  opened: OpenedDocuments,
  run: ImportRun,
  request: FileImportRequest,
): Promise<Receipt> {
  let newest: string | undefined;
  const { sourceId, observedAt } = request;
  for (const [host, record] of [...hosts].sort(([a], [b]) => byText(a, b))) {
    for (const document of record.failedIn) reportFailed(host, run, document, record.answered);
    if (!record.answered) continue;
    const time = timeOf(record);
    if (time !== undefined && time > (newest ?? '')) newest = time;
    reportOddities(host, record, run);
    await run.workload(observe(host, record, { sourceId, observedAt }), host);
  }
  reportMissing(
    [...hosts.values()].filter(({ answered }) => answered),
    run,
  );
  return run.finish(KIND, opened, { observedAt: newest, producer: 'Ansible' });
}

function reportOddities(host: string, record: HostRecord, run: ImportRun): void {
  if (rebootPending(record)) {
    run.issue({
      severity: 'warning',
      code: 'REBOOT_PENDING',
      where: host,
      message: 'Windows waits for a restart to finish changes',
      fix: 'Restart it before it is converted or copied.',
    });
  }
  if (standingOf(record).physical === true) {
    run.issue({
      severity: 'info',
      code: 'NOT_A_GUEST',
      where: host,
      message: 'the machine is not virtual: it is bare metal or runs virtual machines itself',
      fix: 'Leave it out of the inventory that Ansible asks if it is not to be moved.',
    });
  }
  const { software, guestServices } = insideOf(record);
  if (
    (software === undefined && hasSoftware(record)) ||
    (guestServices === undefined && record.services !== undefined)
  ) {
    run.issue({
      severity: 'warning',
      code: 'LIST_TOO_LONG',
      where: host,
      message: `more than ${MOST_ITEMS} packages or services are listed; the list was left out`,
      fix: 'See whether the list is of one machine only.',
      skipped: true,
    });
  }
  if (Object.keys(record.facts).length === 0) {
    run.issue({
      severity: 'warning',
      code: 'FACTS_MISSING',
      where: host,
      message: 'features or services were listed, the facts of setup were not',
      fix: 'Run ansible -m setup for this host into the same folder.',
    });
  }
}

const hasSoftware = ({ facts, guest }: HostRecord): boolean =>
  fieldsOf(facts.packages) !== undefined || listOf(guest?.['software']) !== undefined;

function reportMissing(records: readonly HostRecord[], run: ImportRun): void {
  if (!records.some(({ running }) => running !== undefined)) {
    run.miss('service_facts, win_service_info', 'Without services, roles stay unknown.', ['roles', 'guestServices']);
  }
  const windows = records.filter(({ facts }) => facts.os_family === 'Windows');
  if (windows.length > 0 && windows.every(({ features }) => features === undefined)) {
    run.miss('win_feature_info', 'Roles and features of Windows stay unknown.', ['guestFeatures']);
  }
  if (windows.length > 0 && windows.every(({ guest }) => guest === undefined)) {
    run.miss('guest-windows.ps1 of the kit', 'Software, web sites, .NET and encryption of Windows stay unknown.', [
      'software',
      'webSites',
      'dotNetVersions',
      'guestEncryption',
    ]);
  }
  const linux = records.filter(({ facts }) => facts.os_family !== 'Windows');
  if (linux.length > 0 && linux.every(({ facts }) => facts.packages === undefined)) {
    run.miss('package_facts', 'Installed packages of Linux stay unknown.', ['software']);
  }
  if (records.some(({ facts }) => fieldsOf(facts.devices) === undefined && facts.os_family !== 'Windows')) {
    run.miss('fact ansible_devices', 'Hosts without it give no disks.', ['disks']);
  }
}

/** One that answered nothing at all is missing in the estate; one on which a module failed lacks facts. */
function reportFailed(host: string, run: ImportRun, document: string, answered: boolean): void {
  run.issue({
    severity: answered ? 'warning' : 'error',
    code: 'HOST_NOT_ANSWERING',
    where: `${document}, ${host}`,
    message: 'Ansible did not reach this host or its module failed there',
    fix: 'Try the host alone: ansible <host> -m ping (Windows: -m ansible.windows.win_ping).',
    skipped: true,
    ...(!answered && { incomplete: true }),
  });
}

function reportStranger(document: TextDocument, run: ImportRun): void {
  run.issue({
    severity: 'warning',
    code: 'NOT_FACTS',
    where: document.name,
    message: 'no facts of Ansible were found (it is JSON of another kind); the file was left out',
    fix: 'Keep only the files in the folder that Ansible wrote.',
    skipped: true,
  });
}
