/** Reads XML that virsh or libvirt wrote: first what tells of the hosts, then the domains one by one. */

import type { Network } from '../../../core/model/estate.ts';
import { IsthmusError } from '../../../core/errors/errors.ts';
import { failure } from '../../../core/errors/registry.ts';
import type { WorkloadObservation } from '../../../core/model/workload.ts';
import { openDocuments } from '../../../formats/documents.ts';
import type { OpenedDocuments, TextDocument } from '../../../formats/documents.ts';
import { DEFAULT_LIMITS } from '../../../formats/limits.ts';
import { ImportRun } from '../../import-run.ts';
import type { FileImportRequest, Receipt } from '../../provider.ts';
import { observeDomain } from '../domain/observe.ts';
import { KIND } from '../kind.ts';
import { hostOf } from '../places/host.ts';
import { hostNetworks, networkOf, passthroughByNetwork } from '../places/network.ts';
import { poolOf } from '../places/pool.ts';
import { Hosts } from './beside.ts';
import type { Beside } from './beside.ts';
import { KINDS, MAX_FILE_BYTES, rootsOf } from './roots.ts';
import type { FileRoots, Root, RootKind } from './roots.ts';

const FIRST_PASS_SHARE = 0.4;

/** Throws IST-1001, IST-1002, IST-1005 to IST-1007, IST-1014, IST-1016 to IST-1018 and the signal's reason. */
export async function readFiles(request: FileImportRequest): Promise<Receipt> {
  const { path, fileName, signal } = request;
  await using opened = await openDocuments(path, fileName, {
    wanted: (name) => /\.xml$/i.test(name),
    what: '.xml files of libvirt',
    maxBytes: MAX_FILE_BYTES,
    limits: DEFAULT_LIMITS,
    signal,
  });
  const run = new ImportRun(request);
  const { hosts, counts, readable } = await readBeside(opened, run, request);
  if ((counts.get('domain') ?? 0) === 0) {
    throw failure('IST-1017', `${fileName} holds no definition of a libvirt domain`, {
      hint: 'Write them on the host: virsh dumpxml <name> > <name>.xml, or bring the folder /etc/libvirt/qemu.',
    });
  }
  await readDomains(readable, hosts, run, request);
  for (const [kind, rows] of counts) run.parts.push({ name: KINDS[kind], rows, handling: 'read' });
  sayWhatIsMissing(hosts, run);
  return run.finish(KIND, opened);
}

interface FirstPass {
  readonly hosts: Hosts;
  /** Sorted by kind. */
  readonly counts: ReadonlyMap<RootKind, number>;
  readonly readable: readonly TextDocument[];
}

/** A file that cannot be read is an issue when it is one of several, and the end when it is the only one. */
async function readBeside(opened: OpenedDocuments, run: ImportRun, { signal }: FileImportRequest): Promise<FirstPass> {
  const hosts = new Hosts();
  const counts = new Map<RootKind, number>();
  const readable: TextDocument[] = [];
  const beside: { readonly document: string; readonly root: Root }[] = [];
  const { documents } = opened;
  for (const [index, document] of documents.entries()) {
    signal?.throwIfAborted();
    run.progress((index / documents.length) * FIRST_PASS_SHARE, `reading ${document.name}`);
    const found = await rootsIn(document, documents.length === 1, run, signal);
    if (found === undefined) continue;
    for (const root of found.roots) {
      counts.set(root.kind, (counts.get(root.kind) ?? 0) + 1);
      if (root.kind === 'capabilities') hosts.addCapabilities(root.element, document.name);
      else if (root.kind !== 'domain') beside.push({ document: document.name, root });
    }
    if (found.roots.some(({ kind }) => kind === 'domain')) readable.push(document);
    if (found.roots.length === 0) reportStranger(document, found.strange, run);
  }
  for (const { document, root } of beside) hosts.of(document).add(root);
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return { hosts, counts: new Map(sorted), readable };
}

async function rootsIn(
  document: TextDocument,
  alone: boolean,
  run: ImportRun,
  signal: AbortSignal | undefined,
): Promise<FileRoots | undefined> {
  try {
    return await rootsOf(document, signal);
  } catch (error) {
    if (alone || !(error instanceof IsthmusError)) throw error;
    run.issue({
      severity: 'error',
      code: 'UNREADABLE_XML',
      where: document.name,
      message: error.message,
      fix: 'Write the file again with virsh dumpxml.',
      skipped: true,
      incomplete: true,
    });
    return undefined;
  }
}

function reportStranger(document: TextDocument, names: readonly string[], run: ImportRun): void {
  run.issue({
    severity: 'info',
    code: 'NOT_READ',
    where: document.name,
    message: names.length === 0 ? 'it holds no XML element' : `<${names[0] ?? ''}> is nothing this kind reads`,
    fix: 'Nothing needs to be done; bring domain definitions (virsh dumpxml) for machines.',
  });
}

async function readDomains(
  documents: readonly TextDocument[],
  hosts: Hosts,
  run: ImportRun,
  request: FileImportRequest,
): Promise<void> {
  const observed = new Map<Beside, WorkloadObservation[]>();
  for (const [index, document] of documents.entries()) {
    request.signal?.throwIfAborted();
    const beside = hosts.of(document.name);
    const { roots } = await rootsOf(document, request.signal);
    for (const root of roots) {
      if (root.kind !== 'domain') continue;
      const observation = observe(root, beside, request);
      if (observation === undefined) reportNameless(document, run);
      else if (await run.workload(observation, document.name)) {
        observed.set(beside, [...(observed.get(beside) ?? []), networksOnly(observation)]);
      }
    }
    run.progress(FIRST_PASS_SHARE + (1 - FIRST_PASS_SHARE) * ((index + 1) / documents.length), 'reading domains');
  }
  for (const beside of hosts.all) await handOverPlaces(beside, observed.get(beside) ?? [], run, request);
}

function observe(root: Root, beside: Beside, request: FileImportRequest): WorkloadObservation | undefined {
  const [storage, snapshots] = [beside.storage(), beside.snapshotsOf(root.element)];
  return observeDomain(
    root.element,
    {
      ...(root.runs === true && { powerState: 'on' }),
      ...(beside.host !== undefined && { host: beside.host.name }),
      ...(storage !== undefined && { storage }),
      ...(snapshots !== undefined && { snapshots }),
      hostGpus: beside.gpuNames,
      networks: passthroughByNetwork(beside.networks),
    },
    {
      sourceId: request.sourceId,
      observedAt: request.observedAt,
      ...(beside.scope !== undefined && { scope: beside.scope }),
    },
  );
}

/** All that is kept of a machine that was handed over: what it is connected to. */
const networksOnly = ({ facts, ...rest }: WorkloadObservation): WorkloadObservation => ({
  ...rest,
  facts: { ...(facts.nics !== undefined && { nics: facts.nics }) },
});

function reportNameless(document: TextDocument, run: ImportRun): void {
  run.issue({
    severity: 'error',
    code: 'MISSING_VM_NAME',
    where: document.name,
    message: 'a domain has no name',
    fix: 'Write the definition again with virsh dumpxml.',
    skipped: true,
    incomplete: true,
  });
}

async function handOverPlaces(
  beside: Beside,
  observed: readonly WorkloadObservation[],
  run: ImportRun,
  { sourceId, observedAt }: FileImportRequest,
): Promise<void> {
  const options = { sourceId, observedAt, scope: beside.scope ?? sourceId };
  const { host, gpus } = beside;
  if (host !== undefined) {
    const known = { ...host, workloadCount: observed.length, ...(gpus !== undefined && { gpus }) };
    await run.entity({ type: 'host', host: hostOf(known, options) });
  }
  for (const pool of beside.pools) {
    const datastore = poolOf(pool, undefined, options);
    if (datastore !== undefined) await run.entity({ type: 'datastore', datastore });
  }
  const networks = beside.networks.map((network) => networkOf(network, options)).filter(isNetwork);
  for (const network of [...networks, ...hostNetworks(observed, [], networks, options)]) {
    await run.entity({ type: 'network', network });
  }
}

const isNetwork = (network: Network | undefined): network is Network => network !== undefined;

function sayWhatIsMissing(hosts: Hosts, run: ImportRun): void {
  run.miss(
    'state of the domains',
    'a definition does not say whether its machine runs, unless it was taken while it did',
    ['powerState'],
  );
  if (!hosts.all.some(({ knowsSizes }) => knowsSizes)) {
    run.miss('storage volumes', 'definitions hold no sizes of disks; bring virsh vol-dumpxml, or connect to the host', [
      'disks[].capacityMiB',
      'provisionedMiB',
    ]);
  }
  run.miss('guest agents', 'files hold nothing of what guests say of themselves', [
    'os.id',
    'os.name',
    'hostName',
    'ipAddresses',
    'filesystems',
  ]);
}
