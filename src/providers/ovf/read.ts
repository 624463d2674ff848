/** Reads packages: descriptors, what the manifest says of the files, and one machine for each virtual system. */

import { IsthmusError } from '../../core/errors/errors.ts';
import { ImportRun } from '../import-run.ts';
import type { FileImportRequest, Receipt } from '../provider.ts';
import { describeEnvelope } from './descriptor.ts';
import type { Descriptor } from './descriptor.ts';
import { readManifest } from './manifest.ts';
import { parseDescriptor } from './nodes.ts';
import { observe } from './observe.ts';
import { readPackage } from './package.ts';
import type { PackageRead } from './package.ts';

export const KIND = 'ovf';
const READING_SHARE = 0.9;

/** Throws IST-1001, IST-1002, IST-1005 to IST-1007, IST-1009, IST-1014, IST-1016 to IST-1018 and the signal's reason. */
export async function readOvf(request: FileImportRequest): Promise<Receipt> {
  const { path, fileName, signal, sourceId, observedAt } = request;
  const run = new ImportRun(request);
  const onProgress = (fraction: number): void => run.progress(fraction * READING_SHARE, 'reading the package');
  const read = await readPackage({ path, fileName, signal, onProgress });
  checkDigests(read, run);
  const several = read.descriptors.length > 1;
  for (const { name, text } of read.descriptors) {
    signal?.throwIfAborted();
    const descriptor = await descriptorOf(name, text, several, run);
    run.parts.push({
      name,
      rows: descriptor?.systems.length ?? 0,
      handling: descriptor === undefined ? 'ignored' : 'read',
    });
    if (descriptor === undefined) continue;
    reportChoices(descriptor, run);
    reportFiles(descriptor, read, run);
    for (const system of descriptor.systems) {
      const prefix = several ? `${name}/` : '';
      const { observation, oddities } = observe(system, descriptor, { sourceId, observedAt, prefix });
      const where = `${name}, ${observation.facts.name ?? observation.nativeId}`;
      if (!(await run.workload(observation, where))) continue;
      for (const { code, message, fix, field } of oddities) {
        const at = field === undefined ? where : `${where}, ${field}`;
        run.issue({ severity: 'warning', code, where: at, message, fix }, field);
      }
    }
  }
  if (run.workloads === 0) reportNone(run);
  return run.finish(KIND, read);
}

/** One broken descriptor among several loses only itself. */
async function descriptorOf(
  name: string,
  text: string,
  several: boolean,
  run: ImportRun,
): Promise<Descriptor | undefined> {
  try {
    return describeEnvelope(await parseDescriptor(text, name), name);
  } catch (error) {
    if (!several || !(error instanceof IsthmusError)) throw error;
    const { message, hint } = error;
    run.issue({
      severity: 'error',
      code: 'DESCRIPTOR_UNREADABLE',
      where: name,
      message,
      fix: hint,
      skipped: true,
      incomplete: true,
    });
    return undefined;
  }
}

function checkDigests({ manifests, digests, certificates }: PackageRead, run: ImportRun): void {
  for (const { name, text } of manifests) {
    for (const { file, algorithm, digest } of readManifest(text)) {
      const found = digests?.get(file)?.[algorithm];
      if (digests === undefined || found === digest) continue;
      const message =
        found === undefined
          ? 'the manifest lists it, the package does not hold it'
          : 'its content is not what the manifest says';
      run.issue({
        severity: 'error',
        code: found === undefined ? 'FILE_MISSING' : 'DIGEST_MISMATCH',
        where: `${name}, ${file}`,
        message,
        fix: 'Copy or export the package again before anything is made from it.',
      });
    }
  }
  for (const certificate of certificates) {
    run.issue({
      severity: 'info',
      code: 'SIGNED_PACKAGE',
      where: certificate,
      message: 'the package is signed; the signature is not checked here',
      fix: 'Check it with the tool of the vendor if its origin matters.',
    });
  }
}

function reportChoices({ name, configurations, configuration }: Descriptor, run: ImportRun): void {
  if (configurations.length < 2) return;
  run.issue({
    severity: 'info',
    code: 'DEPLOYMENT_OPTIONS',
    where: name,
    message: `the package can be deployed as ${configurations.join(', ').slice(0, 200)}; sizes are those of ${configuration}`,
    fix: 'Nothing to do when that is the option that is used.',
  });
}

function reportFiles({ name, files }: Descriptor, { digests, descriptors }: PackageRead, run: ImportRun): void {
  if (digests === undefined || descriptors.length > 1) return;
  for (const { href } of files.values()) {
    if (href === undefined || digests.has(href) || /^[a-z]+:\/\//i.test(href) || digests.has(`${href}.000000000`))
      continue;
    run.issue({
      severity: 'warning',
      code: 'FILE_MISSING',
      where: `${name}, ${href}`,
      message: 'the descriptor names this file, the package does not hold it',
      fix: 'Copy or export the package again; its inventory is whole, its disks are not.',
    });
  }
}

function reportNone(run: ImportRun): void {
  run.issue({
    severity: 'error',
    code: 'NO_VMS',
    where: 'package',
    message: 'the descriptor describes no virtual system',
    fix: 'Export a virtual machine or vApp.',
  });
}
