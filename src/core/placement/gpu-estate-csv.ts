/** GPU nodes and pods from CSV in the layout of the published GPU cluster trace of 2023. */

import { failure } from '../errors/registry.ts';
import type { ErrorCause } from '../errors/errors.ts';
import type { GpuDemand, GpuNode, GpuPlacement } from './gpu/problem.ts';
import { WHOLE_GPU } from './gpu/problem.ts';
import type { DemandName, GpuEstate } from './gpu-estate.ts';
import { fitRunning } from './gpu-running.ts';
import type { Located } from './gpu-running.ts';

const MAX_CAUSES = 10;

interface Table {
  readonly what: string;
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly column: (name: string) => number;
}

/** Plain cells, or quoted ones with doubled quotes; a line is a row. */
function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',').map((cell) => cell.trim());
  const cells: string[] = [];
  for (const [, quoted, plain] of line.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)) {
    cells.push(quoted === undefined ? (plain ?? '').trim() : quoted.replaceAll('""', '"'));
  }
  return cells.slice(0, line.endsWith(',') ? undefined : -1);
}

function tableOf(what: string, text: string, needed: readonly string[]): Table {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const header = cellsOf(lines[0] ?? '').map((name) => name.toLowerCase());
  const missing = needed.filter((name) => !header.includes(name));
  if (missing.length > 0) {
    throw failure('IST-5025', `the ${what} have no column ${missing.join(', ')}`, {
      causes: [{ where: `${what} line 1`, message: header.join(',').slice(0, 200) || 'the file is empty' }],
    });
  }
  const rows = lines
    .slice(1)
    .flatMap((line, index) => (line.trim() === '' ? [] : [{ line: index + 2, cells: cellsOf(line) }]));
  return { what, rows, column: (name) => header.indexOf(name) };
}

class Reader {
  readonly causes: ErrorCause[] = [];
  readonly #table: Table;
  constructor(table: Table) {
    this.#table = table;
  }
  text(row: Table['rows'][number], name: string): string {
    const at = this.#table.column(name);
    return at === -1 ? '' : (row.cells[at] ?? '');
  }
  whole(row: Table['rows'][number], name: string, max = 2_000_000_000): number {
    const text = this.text(row, name);
    const value = /^\d+(\.0+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value <= max) return value;
    if (this.causes.length < MAX_CAUSES) {
      this.causes.push({
        where: `${this.#table.what} line ${row.line}, ${name}`,
        message: `"${text}" is not a whole number from 0 to ${max}`,
      });
    }
    return 0;
  }
  say(row: Table['rows'][number], message: string): void {
    if (this.causes.length < MAX_CAUSES) this.causes.push({ where: `${this.#table.what} line ${row.line}`, message });
  }
  check(): void {
    const [first] = this.causes;
    if (first !== undefined)
      throw failure('IST-5025', `${first.where ?? ''}: ${first.message}`, { causes: this.causes });
  }
}

/**
 * Nodes: sn, cpu_milli, memory_mib, gpu, model. Pods: name, cpu_milli, memory_mib, num_gpu, gpu_milli (empty: whole GPUs),
 * gpu_spec (models joined by "|"; empty: any), node (where it runs; absent or empty: it waits). Throws IST-5025.
 */
export function gpuEstateFromCsv(nodesCsv: string, podsCsv: string): GpuEstate {
  const nodes = nodesFrom(tableOf('nodes', nodesCsv, ['sn', 'cpu_milli', 'memory_mib', 'gpu']));
  const table = tableOf('pods', podsCsv, ['name', 'cpu_milli', 'memory_mib', 'num_gpu']);
  const read = new Reader(table);
  const known = new Set(nodes.map(({ id }) => id));
  const seen = new Set<string>();
  const wholes: string[] = [];
  const located: Located[] = [];
  const demandNames = new Map<string, DemandName>();
  const demands = table.rows.map((row): GpuDemand => {
    const id = read.text(row, 'name');
    if (id === '') read.say(row, 'the pod has no name');
    if (seen.has(id)) read.say(row, `the name "${id}" is used twice`);
    seen.add(id);
    const gpuCount = read.whole(row, 'num_gpu', 1000);
    const blank = read.text(row, 'gpu_milli') === '';
    const share = gpuCount === 0 ? 0 : blank ? WHOLE_GPU : read.whole(row, 'gpu_milli', WHOLE_GPU);
    if (gpuCount === 1 && blank) wholes.push(id);
    if (gpuCount > 0 && share === 0) read.say(row, `the pod wants ${gpuCount} GPUs and none of any`);
    const spec = read.text(row, 'gpu_spec');
    const demand = {
      id,
      cpuMilli: read.whole(row, 'cpu_milli'),
      memoryMiB: read.whole(row, 'memory_mib'),
      gpuCount,
      gpuMilli: gpuCount > 1 ? WHOLE_GPU : share,
      models: gpuCount === 0 || spec === '' ? [] : [...new Set(spec.split('|').filter((model) => model !== ''))].sort(),
    };
    demandNames.set(id, { id, workloadId: null, name: id });
    const node = read.text(row, 'node');
    if (node !== '' && !known.has(node)) read.say(row, `it runs on "${node}", which is not among the nodes`);
    if (node !== '') located.push({ demand, nodes: [node] });
    return demand;
  });
  read.check();
  const { running, displaced } = fitRunning(nodes, located);
  return {
    nodes,
    nodeNames: new Map(nodes.map(({ id }) => [id, id])),
    others: new Map(),
    demands,
    demandNames,
    running: running satisfies readonly GpuPlacement[],
    notKnown:
      wholes.length === 0 ? [] : [`Share of a GPU of ${wholes.length} pods without gpu_milli: counted as whole GPUs.`],
    warnings:
      displaced.length === 0
        ? []
        : [
            `${displaced.length} pods do not fit on the node they are said to run on (${displaced
              .slice(0, 5)
              .map(({ demand, node }) => `${demand.id} on ${node}`)
              .join(', ')}): planned as if waiting.`,
          ],
  };
}

function nodesFrom(table: Table): GpuNode[] {
  const read = new Reader(table);
  const seen = new Set<string>();
  const nodes = table.rows.map((row): GpuNode => {
    const id = read.text(row, 'sn');
    if (id === '') read.say(row, 'the node has no name');
    if (seen.has(id)) read.say(row, `the name "${id}" is used twice`);
    seen.add(id);
    const gpus = read.whole(row, 'gpu', 30);
    return {
      id,
      cpuMilli: read.whole(row, 'cpu_milli'),
      memoryMiB: read.whole(row, 'memory_mib'),
      gpus,
      model: gpus === 0 ? '' : read.text(row, 'model'),
    };
  });
  read.check();
  return nodes;
}
