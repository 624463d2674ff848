/** Where should it all run? Rules, a what-if, a lost site, an interrupted search: on the command line, as people do it. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/api/common.ts';
import type { AssignmentDocument, PlacementSummaryDocument } from '../../src/api/placements.ts';
import { writeRvtoolsWorkbook } from '../../src/providers/simulator/rvtools-workbook.ts';
import { shippedFile } from '../../src/shipped-files.ts';
import { removeHome } from '../support/homes.ts';
import { isthmus, start } from '../support/isthmus.ts';
import type { Place, Ran } from '../support/isthmus.ts';

/** Added to the demo's sites under "placement:", and under "scenarios:". */
const RULES = `placement:
  rules:
    - id: not-all-at-one
      kind: share
      over: site
      of: [azure-gwc]
      atMostPct: 30
      reason: No rented site holds more than a third of what we run
`;
const SCENARIOS = `scenarios:
  - id: no-rented
    name: No public cloud
    remove: [azure-gwc, azure-weu]
`;

let folder: string;
let place: Place;
const run = (...args: readonly string[]): Promise<Ran> => isthmus(place, ...args);
const json = <T>(ran: Ran): T => JSON.parse(ran.out) as T;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-story-'));
  place = { home: path.join(folder, 'home'), cwd: folder };
  await writeRvtoolsWorkbook({ seed: 11, vms: 250, path: path.join(folder, 'vc.xlsx') });
  const demo = await readFile(shippedFile('demo/sites.yaml'), 'utf8');
  await writeFile(
    path.join(folder, 'sites.yaml'),
    demo.replace(/^placement:\n/m, RULES).replace(/^scenarios:\n/m, SCENARIOS),
  );
  await run('import', 'rvtools', 'vc.xlsx');
});

afterAll(async () => {
  await removeHome(place.home);
  await rm(folder, { recursive: true, force: true });
});

describe('where it should run', () => {
  let placed: PlacementSummaryDocument;

  it('is placed under rules, with a bound, and the same answer for the same seed', async () => {
    const ran = await run('place', '-f', 'sites.yaml', '-o', 'json');
    expect(ran).toMatchObject({ code: 0 });
    placed = json(ran);
    expect(placed.boundUsdPerMonth).toBeLessThanOrEqual(placed.totalUsdPerMonth);
    const again = json<PlacementSummaryDocument>(await run('place', '-o', 'json'));
    expect(again.resultDigest).toBe(placed.resultDigest);
    placed = again;
  });

  it('differs without a cloud, which the comparison says in money and by name', async () => {
    const near = await run('place', '--scenario', 'no-rentd');
    expect(near).toMatchObject({ code: 1, out: '' });
    expect(near.err).toContain('Did you mean "no-rented"?');
    const ran = await run('place', '--scenario', 'no-rented');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Scenario no-rented: No public cloud');
    expect(ran.out).not.toContain('azure-gwc ');
    const compared = await run('place', 'compare', 'latest', 'no-rented');
    expect(compared.out).toContain('scenario: none → no-rented');
    expect(json<{ id: string }>(await run('get', 'placements', 'latest', '-o', 'json')).id).toBe(placed.id);
  });

  it('survives or does not survive a loss, and the exit code says so', async () => {
    const busiest = [...placed.sites].sort((a, b) => b.workloads - a.workloads)[0]?.siteId ?? '';
    const ran = await run('place', 'drill', '--lose', `site/${busiest}`, '-o', 'json');
    const { drill } = json<PlacementSummaryDocument>(ran);
    expect(ran.code).toBe(drill?.survives === true ? 0 : 4);
    expect(drill?.struck).toBe(placed.sites.find(({ siteId }) => siteId === busiest)?.workloads);
    const unknown = await run('place', 'drill', '--lose', 'site/mars');
    expect(unknown).toMatchObject({ code: 64, out: '' });
    expect(unknown.err).toContain(`site/${busiest}`);
  });

  it('is explained site by site', async () => {
    const { items } = json<{ items: AssignmentDocument[] }>(await run('get', 'assignments', '-l', '1', '-o', 'json'));
    const [first] = items;
    const ran = await run('place', 'explain', `workload/${first?.workloadId ?? ''}`);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain(first?.why ?? 'nothing');
    for (const { siteId } of placed.sites) expect(ran.out).toContain(siteId);
    expect(ran.out).toContain('FORCING ADDS');
  });
});

describe('a long search', () => {
  const long = ['place', '--seed', '4', '--iterations', '9000000', '-o', 'json'];
  const newest = async (): Promise<Operation | undefined> =>
    json<{ items: Operation[] }>(await run('get', 'operations', '-o', 'json')).items[0];

  /** Enough of an estate that nothing is proved at once. */
  beforeAll(async () => {
    await writeRvtoolsWorkbook({ seed: 12, vms: 3000, path: path.join(folder, 'more.xlsx') });
    await run('import', 'rvtools', 'more.xlsx');
  });

  /** A command that is watched while it runs. */
  function watch(args: readonly string[]) {
    const child = start(place, args);
    const said = { out: '', err: '', ended: false };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (said.out += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said.err += text));
    const code = new Promise<number>((resolve) =>
      child.once('close', (status) => {
        said.ended = true;
        resolve(status ?? -1);
      }),
    );
    const until = async (words: RegExp): Promise<void> => {
      while (!said.ended && !words.test(said.err)) await sleep(20);
    };
    return { child, said, code, until };
  }

  it('goes on after kill -9 when it is asked for again; Ctrl-C ends it with the best so far', async () => {
    const first = watch(long);
    // A phase that is over between two looks is not said.
    await first.until(/judging candidates|\/month/);
    first.child.kill('SIGKILL');
    await first.code;
    expect(first.said.out).toBe('');
    const begun = await newest();

    const second = watch(long);
    // The dead process's lease runs out first; then the search has a plan, and says so with a figure.
    await second.until(/\/month/);
    second.child.kill('SIGINT');
    expect(await second.code).toBe(0);
    // Said while the lease of the killed one still runs; a slow start may find it over already.
    expect(second.said.err).toMatch(/waiting for another to take it over|starting/);
    // What is proved best in the meantime has ended by itself.
    const stopped = second.said.err.includes('the best plan so far is kept');
    const made = JSON.parse(second.said.out) as PlacementSummaryDocument;
    if (!stopped || made.gapPct > 0) expect(made.stoppedEarly).toBe(stopped);
    expect(await newest()).toMatchObject({ id: begun?.id, state: 'succeeded' });
  }, 180_000);
});
