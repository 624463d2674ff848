/** `isthmus waiver request`. */

import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { bareId } from '../output/ids.ts';
import { printDocument, printList } from '../output/print.ts';
import { readRuleText } from '../rules/read.ts';

export interface RequestOptions {
  readonly file?: string;
  readonly rule?: string;
  readonly pack?: string;
  readonly one?: boolean;
  readonly site?: readonly string[];
  readonly workload?: string;
  readonly workloads?: string;
  readonly owner?: string;
  readonly reason?: string;
  readonly expires?: string;
  readonly acceptUnknown?: boolean;
  readonly name?: string;
}

const NEXT = 'Another person approves it: isthmus waiver approve';

export async function requestOne(cli: Cli, options: RequestOptions): Promise<void> {
  const { owner, reason, expires, name } = options;
  for (const [flag, value] of Object.entries({ '--owner': owner, '--reason': reason, '--expires': expires })) {
    if (value === undefined) throw failure('IST-9001', `waiver request needs ${flag}, or -f waivers.yaml`);
  }
  const body = { ...scopeOf(options), owner, reason, expires, name, acceptUnknown: options.acceptUnknown === true };
  const asked = await (await cli.client()).call(ROUTES.requestWaiver, { body });
  await printDocument(
    cli,
    asked,
    () => `waiver/${asked.id} requested: ${plural(asked.findings, 'finding')}, to ${asked.expiresOn}\n`,
    'waiver',
  );
  cli.say(`${NEXT} ${asked.id}`);
}

/** Throws IST-9001 for options that do not go together. */
function scopeOf({ one, rule, pack, site, workload, workloads }: RequestOptions): object {
  if (one !== true) {
    if (workload !== undefined) {
      throw failure('IST-9001', '--workload goes with --one; several are chosen with --workloads and a filter');
    }
    return { rule, pack, sites: site?.map(bareId), workloads };
  }
  if (rule === undefined || site?.length !== 1 || pack !== undefined || workloads !== undefined) {
    throw failure('IST-9001', '--one takes --rule, one --site and, for the finding of a workload, --workload');
  }
  const [only = ''] = site;
  return {
    finding: { rule, site: bareId(only), ...(workload === undefined ? {} : { workload: bareId(workload) }) },
  };
}

/** A file says everything; what stands beside it would be ignored. Throws IST-9001. */
export function refuseBesideFile(options: RequestOptions): void {
  const { rule, pack, one, site, workload, workloads, owner, reason, expires, acceptUnknown, name } = options;
  const beside = { rule, pack, one, site, workload, workloads, owner, reason, expires, acceptUnknown, name };
  const first = Object.entries(beside).find(([, value]) => value !== undefined);
  if (first === undefined) return;
  const flag = first[0] === 'acceptUnknown' ? 'accept-unknown' : first[0];
  throw failure('IST-9001', `waiver request -f takes everything from the file; leave --${flag} out`);
}

export async function requestFile(cli: Cli, file: string): Promise<void> {
  const text = await readRuleText(file);
  const { items } = await (await cli.client()).call(ROUTES.requestWaivers, { body: { text } });
  await printList(cli, {
    noun: 'waiver',
    items,
    name: (row) => row.id,
    columns: [
      { header: 'NAME', value: (row) => row.name },
      { header: 'ID', value: (row) => row.id },
      { header: 'STATE', value: (row) => row.state },
      { header: 'ASKED', value: (row) => (row.changed ? 'now' : 'before') },
    ],
  });
  const waiting = items.filter(({ state }) => state === 'requested');
  if (waiting.length > 0) cli.say(`${NEXT} ${waiting.map(({ name }) => name).join(' ')}`);
}
