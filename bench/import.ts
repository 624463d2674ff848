/**
 * How fast a workbook is imported, and in how much memory: the parse alone (every cell of every sheet), the whole
 * import up to the machines handed over, and a bare openpyxl walk of the same file as the peer.
 *
 *   node bench/import.ts --file export.xlsx      or   node bench/import.ts --vms 50000
 */

import { execFile, spawnSync } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { DEFAULT_LIMITS } from '../src/formats/limits.ts';
import { StringPool } from '../src/formats/string-pool.ts';
import { openWorkbook } from '../src/formats/xlsx/workbook.ts';
import { ZipArchive } from '../src/formats/zip/archive.ts';
import { rvtoolsProvider } from '../src/providers/rvtools/provider.ts';
import { writeRvtoolsWorkbook } from '../src/providers/simulator/rvtools-workbook.ts';
import { machineLine } from './machine.ts';

interface Measured {
  readonly cells: number;
  readonly seconds: number;
  /** Processor time of all threads: what is left when other work shares the machine. */
  readonly cpuSeconds: number;
  readonly peakRssMiB: number;
  readonly machines?: number;
  readonly version?: string;
}

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    vms: { type: 'string', default: '50000' },
    // Runs one measurement in this process and prints it as JSON: each needs a peak of its own.
    measure: { type: 'string' },
    'no-peer': { type: 'boolean', default: false },
  },
});

async function compare(): Promise<void> {
  const made = values.file === undefined ? await makeWorkbook(Number(values.vms)) : undefined;
  const file = values.file ?? made;
  if (file === undefined) throw new Error('no workbook');
  try {
    print(`machine   ${machineLine()}`);
    print(`file      ${file}, ${((await stat(file)).size / 1024 ** 2).toFixed(1)} MiB`);
    const parse = await inChild('parse', file);
    print(line('parse', parse));
    const whole = await inChild('import', file);
    print(`${line('import', { ...whole, cells: parse.cells })}, ${whole.machines} machines`);
    const peer = values['no-peer'] ? 'left out' : walkWithPeer(file);
    if (typeof peer === 'string') return print(`openpyxl  skipped: ${peer}`);
    print(`${line('openpyxl', peer)}, version ${peer.version}`);
    print(`ratio     parse ${ratio(peer, parse)}, import ${ratio(peer, whole)} as fast as openpyxl merely reads`);
  } finally {
    if (made !== undefined) await rm(made, { force: true });
  }
}

/** Every cell of every sheet: its kind, and its number or the id of its text. */
async function measureParse(file: string): Promise<Measured> {
  const started = performance.now();
  const archive = await ZipArchive.open(file, DEFAULT_LIMITS);
  const pool = new StringPool(DEFAULT_LIMITS);
  let cells = 0;
  let width = 0;
  for (const part of await openWorkbook(archive, pool, DEFAULT_LIMITS)) {
    await part.read({
      header(texts) {
        cells += texts.filter((text) => text !== undefined).length;
        width = texts.length;
        return texts.map((_, column) => column);
      },
      row(row) {
        for (let slot = 0; slot < width; slot++) {
          const kind = row.kind(slot);
          if (kind === 'empty') continue;
          cells++;
          if (kind === 'string') row.stringId(slot);
          else row.number(slot);
        }
      },
    });
  }
  await archive.close();
  return finished(started, cells);
}

async function measureImport(file: string): Promise<Measured> {
  const started = performance.now();
  let machines = 0;
  const receipt = await rvtoolsProvider.file?.read({
    path: file,
    fileName: file,
    sourceId: 'bench',
    observedAt: '2026-01-01T00:00:00Z',
    onItem: (items) => {
      for (const item of items) if (item.type === 'workload') machines++;
    },
    onIssue: () => undefined,
  });
  return { ...finished(started, receipt?.parts.reduce((sum, part) => sum + part.rows, 0) ?? 0), machines };
}

function finished(started: number, cells: number): Measured {
  const { user, system } = process.cpuUsage();
  return {
    cells,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakRssMiB: process.resourceUsage().maxRSS / 1024,
  };
}

async function inChild(measure: string, file: string): Promise<Measured> {
  const args = [fileURLToPath(import.meta.url), '--measure', measure, '--file', file];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e6 });
  return JSON.parse(stdout) as Measured;
}

function walkWithPeer(file: string): Measured | string {
  const script = join(import.meta.dirname, 'openpyxl_walk.py');
  for (const python of ['/usr/bin/python3', 'python3', 'python']) {
    const { status, stdout } = spawnSync(python, [script, file], { encoding: 'utf8', maxBuffer: 1e6 });
    if (status === 0) return JSON.parse(stdout) as Measured;
  }
  return 'no Python with openpyxl here (Debian: apt-get install python3-openpyxl)';
}

/** The demo generator's own writer, so that the file is what the product's tests use. */
async function makeWorkbook(vms: number): Promise<string> {
  const path = join(tmpdir(), `isthmus-bench-${process.pid}.xlsx`);
  await writeRvtoolsWorkbook({ path, vms, seed: 1 });
  return path;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const ratio = (peer: Measured, own: Measured): string =>
  `${(peer.seconds / own.seconds).toFixed(1)} × (${(peer.cpuSeconds / own.cpuSeconds).toFixed(1)} × by processor time)`;
const line = (name: string, { cells, seconds, cpuSeconds, peakRssMiB }: Measured): string =>
  `${name.padEnd(9)} ${cells.toLocaleString('en')} cells in ${seconds.toFixed(1)} s = ${(cells / seconds / 1e6).toFixed(2)} M cells/s, ${cpuSeconds.toFixed(1)} s of processor, peak RSS ${peakRssMiB.toFixed(0)} MiB`;

if (values.measure !== undefined && values.file !== undefined) {
  const measured = values.measure === 'parse' ? await measureParse(values.file) : await measureImport(values.file);
  process.stdout.write(`${JSON.stringify(measured)}\n`);
} else {
  await compare();
}
