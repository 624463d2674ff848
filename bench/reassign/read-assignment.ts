/** Assignment files: the machine of each process, in order. */

import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { sharedInt32 } from '../../src/threads/shared.ts';
import { InputFault, IntegerFile } from './integers.ts';

/** Throws InputFault unless the file holds exactly one machine per process. */
export function readAssignment(path: string, workloads: number, hosts: number): Int32Array {
  using file = new IntegerFile(path);
  const assigned = sharedInt32(workloads);
  for (let p = 0; p < workloads; p += 1) assigned[p] = file.index(hosts, `the machine of process ${p}`);
  file.end(`the machine of the last of ${workloads} processes`);
  return assigned;
}

/** Readers see the former file or the whole new one, whenever this process dies. */
export function writeAssignment(path: string, assigned: Int32Array): void {
  const draft = `${path}.${process.pid}.draft`;
  const file = openSync(draft, 'w');
  try {
    writeFileSync(file, `${assigned.join(' ')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new InputFault(`${path} cannot be written: ${String(error)}`);
  }
}
