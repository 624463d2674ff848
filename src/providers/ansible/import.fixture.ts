/** Imports texts or a folder, for tests. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { WorkloadObservation } from '../../core/model/workload.ts';
import type { ImportIssue, Receipt } from '../provider.ts';
import { readFacts } from './read.ts';

export interface Imported {
  readonly machines: WorkloadObservation[];
  readonly issues: ImportIssue[];
  readonly receipt: Receipt;
}

export async function importedFrom(path: string, fileName: string): Promise<Imported> {
  const machines: WorkloadObservation[] = [];
  const issues: ImportIssue[] = [];
  const receipt = await readFacts({
    path,
    fileName,
    sourceId: 'source-1',
    observedAt: '2026-11-22T00:00:00Z',
    onItem: (items) =>
      void machines.push(...items.flatMap((item) => (item.type === 'workload' ? item.observation : []))),
    onIssue: (issue) => void issues.push(issue),
  });
  return { machines, issues, receipt };
}

/** One text is a file; several, by their names, are a folder. */
export async function imported(content: string | Readonly<Record<string, string>>): Promise<Imported> {
  const folder = await mkdtemp(join(tmpdir(), 'isthmus-ansible-'));
  try {
    const files = typeof content === 'string' ? { 'facts.json': content } : content;
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return await importedFrom(typeof content === 'string' ? join(folder, 'facts.json') : folder, 'facts.json');
  } finally {
    await rm(folder, { recursive: true });
  }
}
